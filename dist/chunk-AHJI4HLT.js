import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a as s}from"./chunk-OUNQV3JK.js";import"./chunk-5YA7ANYQ.js";import{mkdir as i,writeFile as n}from"node:fs/promises";import{dirname as a,join as c}from"node:path";var m=`name: system-drift
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
`,u=`# yaml-language-server: $schema=https://raw.githubusercontent.com/system-drift/system-drift/v1/schema/system-drift.schema.json
# Read from the base commit of a comparison: a pull request cannot loosen its own policy.

# From which severity on the check fails: critical, high, medium, low, info, or never to report only.
fail-on: never

# Variables that come from outside of this repository; * stands for any characters.
provided: []

# Paths that are not looked at, as glob patterns.
ignore: []
`,w=async(e,{repo:r})=>{for(let[t,o]of[[".github/workflows/system-drift.yml",m],[s,u]])process.stdout.write(`${await f(c(r,t),o)?"written":"left as it is"}  ${t}
`);return process.stdout.write(`Begin with fail-on: never; raise it when you trust what it says.
`),0};async function f(e,r){await i(a(e),{recursive:!0});try{return await n(e,r,{flag:"wx"}),!0}catch(t){if(t.code==="EEXIST")return!1;throw t}}export{w as init};
