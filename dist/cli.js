import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{version}from"./chunk-JVHR3B7J.js";import{UserError}from"./chunk-DY6I6X74.js";import{severities}from"./chunk-B26HJ32V.js";import"./chunk-J4G5JXEG.js";import{parseArgs}from"node:util";var help=`system-drift: which system assumption may now be false

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
`;var outputFormats=["terminal","markdown","json","sarif"],commands={diff:async()=>(await import("./chunk-PIVOELKC.js")).diff,audit:async()=>(await import("./chunk-TE4DW2E3.js")).audit,demo:async()=>(await import("./chunk-X2LHGPFZ.js")).demo,rules:async()=>(await import("./chunk-YK5TLSKL.js")).showRules,init:async()=>(await import("./chunk-ILDUQV5Q.js")).init,facts:async()=>(await import("./chunk-HSEN5YAH.js")).facts};async function run(argv){let{positionals,values}=parse(argv),[name,...args]=positionals;if(values.version)return process.stdout.write(`${version}
`),0;if(values.help||name===void 0||name==="help")return process.stdout.write(help),name===void 0&&!values.help?2:0;let load=Object.hasOwn(commands,name)?commands[name]:void 0;if(!load)throw new UserError(`${name} is not a command`,`Commands: ${Object.keys(commands).join(", ")}.`);return(await load())(args,{repo:values.repo??".",format:oneOf(outputFormats,"--format",values.format),failOn:oneOf([...severities,"never"],"--fail-on",values["fail-on"]),settings:values.settings,output:values.output,at:values.at,as:values.as})}function parse(argv){try{return parseArgs({args:[...argv],allowPositionals:!0,options:{repo:{type:"string"},format:{type:"string"},"fail-on":{type:"string"},settings:{type:"string"},output:{type:"string"},at:{type:"string"},as:{type:"string"},help:{type:"boolean",short:"h"},version:{type:"boolean"}}})}catch(error){throw new UserError(error.message,"system-drift --help lists the options.")}}function oneOf(allowed,option,given){if(given===void 0||allowed.includes(given))return given;throw new UserError(`${option} cannot be ${given}`,`It is one of ${allowed.join(", ")}.`)}try{process.exitCode=await run(process.argv.slice(2))}catch(error){let words=error instanceof UserError?`${error.message}
${error.remedy}`:error.stack;process.stderr.write(`system-drift: ${words??String(error)}
`),process.exitCode=2}
