import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
function o(s,{address:t,scope:r=null,beside:n=!1,line:i}){let e=/^(?:https?:)?\/\/(?:[^\s/@]*@)?([\w.-]+(?::\d{1,5})?)(?:[/?#]|$)/i.exec(t.trim())?.[1]?.toLowerCase();return e===void 0?[]:[{kind:"package-registry",ecosystem:s,scope:r,beside:n,host:e,line:i}]}export{o as a};
