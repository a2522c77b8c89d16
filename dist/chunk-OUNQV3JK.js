import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var t=".github/system-drift.yml",e={failOn:"high",stages:{},rules:{},ignore:[],provided:[],accept:[]};export{t as a,e as b};
