import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a as m}from"./chunk-U3T5NYUJ.js";import{a as d}from"./chunk-6SOMFF6I.js";import{a as n}from"./chunk-ZMLI5UON.js";import{c as f}from"./chunk-LGMD3XYH.js";import"./chunk-5YA7ANYQ.js";import{parseArgs as c}from"node:util";var p=`system-drift: which system assumption may now be false

  system-drift diff [<base>] [<head>]   compare two commits; by default the merge base with the
                                        default branch, and HEAD. <base>...<head> works too
  system-drift audit [<commit>]         what is wrong at one commit, nothing subtracted
  system-drift contract <old> <new>     compare two contract files: paths, or <commit>:<path>
      --format <format>                 terminal, markdown or json
      --fail-on <level>                 breaking, warn or never (default: breaking)
      --protobuf <category>             FILE, PACKAGE, WIRE_JSON or WIRE (default: WIRE_JSON)
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
`;var y=["terminal","markdown","json","sarif"],g=["breaking","warn","never"],s={diff:async()=>(await import("./chunk-XSXQUGED.js")).diff,audit:async()=>(await import("./chunk-K3KHIIVU.js")).audit,demo:async()=>(await import("./chunk-6PX34E6U.js")).demo,rules:async()=>(await import("./chunk-XF3F6OSR.js")).showRules,init:async()=>(await import("./chunk-AHJI4HLT.js")).init,contract:async()=>(await import("./chunk-XZZBUTQG.js")).contract,facts:async()=>(await import("./chunk-ON5TMYTC.js")).facts};async function l(e){let{positionals:o,values:t}=h(e),[r,...u]=o;if(t.version)return process.stdout.write(`${m}
`),0;if(t.help||r===void 0||r==="help")return process.stdout.write(p),r===void 0&&!t.help?2:0;let a=Object.hasOwn(s,r)?s[r]:void 0;if(!a)throw new n(`${r} is not a command`,`Commands: ${Object.keys(s).join(", ")}.`);return(await a())(u,{repo:t.repo??".",format:i(y,"--format",t.format),...r==="contract"?{failOn:void 0,failLevel:i(g,"--fail-on",t["fail-on"])}:{failOn:i([...f,"never"],"--fail-on",t["fail-on"]),failLevel:void 0},protobuf:i(d,"--protobuf",t.protobuf),settings:t.settings,output:t.output,at:t.at,as:t.as})}function h(e){try{return c({args:[...e],allowPositionals:!0,options:{repo:{type:"string"},format:{type:"string"},"fail-on":{type:"string"},protobuf:{type:"string"},settings:{type:"string"},output:{type:"string"},at:{type:"string"},as:{type:"string"},help:{type:"boolean",short:"h"},version:{type:"boolean"}}})}catch(o){throw new n(o.message,"system-drift --help lists the options.")}}function i(e,o,t){if(t===void 0||e.includes(t))return t;throw new n(`${o} cannot be ${t}`,`It is one of ${e.join(", ")}.`)}try{process.exitCode=await l(process.argv.slice(2))}catch(e){let o=e instanceof n?`${e.message}
${e.remedy}`:e.stack;process.stderr.write(`system-drift: ${o??String(e)}
`),process.exitCode=2}
