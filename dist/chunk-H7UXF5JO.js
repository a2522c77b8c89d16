import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var e=".github/system-drift.yml",t={failOn:"high",stages:{},rules:{},ignore:[],provided:[],accept:[]};export{e as a,t as b};
