import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a as d}from"./chunk-U3T5NYUJ.js";import{a as s}from"./chunk-ZMLI5UON.js";import{c as a}from"./chunk-LGMD3XYH.js";import"./chunk-5YA7ANYQ.js";import{parseArgs as l}from"node:util";var m=`system-drift: which system assumption may now be false

  system-drift diff [<base>] [<head>]   compare two commits; by default the merge base with the
                                        default branch, and HEAD. <base>...<head> works too
  system-drift audit [<commit>]         what is wrong at one commit, nothing subtracted
  system-drift facts <path>             what is read from one file, as JSON
      --at <commit>                     as it is at a commit; without it the file on disk
      --as <name>                       treat it as if it had that name
  system-drift rules [<id>]             all rules, or one in full
  system-drift init                     write a workflow and settings; never over existing files
  system-drift demo                     the report for a small repository made for the purpose

Options of diff, audit and demo
  --repo <dir>           the repository; bare ones too (default: this folder)
  --format <format>      terminal, markdown, json or sarif (default: terminal)
  --fail-on <severity>   critical, high, medium, low, info or never (default: settings, else high)
  --settings <file>      settings to use instead of those of the base commit
  --output <file>        write the report there instead of to stdout

Exit code: 0 below the gate, 1 blocked, 2 wrong use or failure.
`;var c=["terminal","markdown","json","sarif"],i={diff:async()=>(await import("./chunk-K7OR6NA7.js")).diff,audit:async()=>(await import("./chunk-3TS6AJHJ.js")).audit,demo:async()=>(await import("./chunk-Y572WDY5.js")).demo,rules:async()=>(await import("./chunk-AT6A35A6.js")).showRules,init:async()=>(await import("./chunk-GNZXXD5J.js")).init,facts:async()=>(await import("./chunk-VLEV3BAJ.js")).facts};async function p(e){let{positionals:o,values:t}=y(e),[r,...u]=o;if(t.version)return process.stdout.write(`${d}
`),0;if(t.help||r===void 0||r==="help")return process.stdout.write(m),r===void 0&&!t.help?2:0;let n=Object.hasOwn(i,r)?i[r]:void 0;if(!n)throw new s(`${r} is not a command`,`Commands: ${Object.keys(i).join(", ")}.`);return(await n())(u,{repo:t.repo??".",format:f(c,"--format",t.format),failOn:f([...a,"never"],"--fail-on",t["fail-on"]),settings:t.settings,output:t.output,at:t.at,as:t.as})}function y(e){try{return l({args:[...e],allowPositionals:!0,options:{repo:{type:"string"},format:{type:"string"},"fail-on":{type:"string"},settings:{type:"string"},output:{type:"string"},at:{type:"string"},as:{type:"string"},help:{type:"boolean",short:"h"},version:{type:"boolean"}}})}catch(o){throw new s(o.message,"system-drift --help lists the options.")}}function f(e,o,t){if(t===void 0||e.includes(t))return t;throw new s(`${o} cannot be ${t}`,`It is one of ${e.join(", ")}.`)}try{process.exitCode=await p(process.argv.slice(2))}catch(e){let o=e instanceof s?`${e.message}
${e.remedy}`:e.stack;process.stderr.write(`system-drift: ${o??String(e)}
`),process.exitCode=2}
