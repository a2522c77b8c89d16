import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var o={nodejs:"node",golang:"go","dotnet-core":"dotnet","dotnet-sdk":"dotnet",openjdk:"java"};function i(t,e,n,r="tool-file"){return{kind:"runtime",name:o[t]??t,version:e.replace(/^v(?=\d)/,""),source:r,line:n}}function s(t){return t.split(`
`).map((e,n)=>({text:e.replace(/(?:^|\s)#.*$/,"").trim(),line:n+1})).filter(({text:e})=>e!=="")}export{i as a,s as b};
