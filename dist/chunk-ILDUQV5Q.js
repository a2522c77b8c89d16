import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{settingsPath}from"./chunk-UBWUEUDD.js";import"./chunk-J4G5JXEG.js";import{mkdir,writeFile}from"node:fs/promises";import{dirname,join}from"node:path";var workflow=`name: system-drift
on:
  pull_request:
  merge_group:
# A run that is cut off leaves a required check without a result, so a newer one waits its turn.
concurrency:
  group: system-drift-\${{ github.ref }}
  cancel-in-progress: false
permissions: {}
jobs:
  system-drift:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pull-requests: write
      checks: read
    steps:
      - uses: system-drift/system-drift@v1
`,settings=`# yaml-language-server: $schema=https://raw.githubusercontent.com/system-drift/system-drift/v1/schema/system-drift.schema.json
# Read from the base commit of a comparison: a pull request cannot loosen its own policy.

# From which severity on the check fails: critical, high, medium, low, info, or never to report only.
fail-on: never

# Variables that come from outside of this repository; * stands for any characters.
provided: []

# Paths that are not looked at, as glob patterns.
ignore: []
`,init=async(_args,{repo})=>{for(let[path,text]of[[".github/workflows/system-drift.yml",workflow],[settingsPath,settings]])process.stdout.write(`${await writeNew(join(repo,path),text)?"written":"left as it is"}  ${path}
`);return process.stdout.write(`Begin with fail-on: never; raise it when you trust what it says.
`),0};async function writeNew(path,text){await mkdir(dirname(path),{recursive:!0});try{return await writeFile(path,text,{flag:"wx"}),!0}catch(error){if(error.code==="EEXIST")return!1;throw error}}export{init};
