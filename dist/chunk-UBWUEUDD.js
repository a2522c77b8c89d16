import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var settingsPath=".github/system-drift.yml",defaultSettings={failOn:"high",stages:{},rules:{},ignore:[],provided:[],accept:[]};export{settingsPath,defaultSettings};
