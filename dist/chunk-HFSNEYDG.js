import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
function o(r){let[,n="",e]=/^(nodejs|python|java|ruby|dotnet)(\d+(?:\.\d+)*)(?:\.x)?$/.exec(r)??[];return e===void 0?null:{name:n==="nodejs"?"node":n,version:e}}export{o as a};
