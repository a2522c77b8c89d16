import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
function s(r){let e=!1,i="";for(let n=0;n<r.length;n+=1){let l=r[n]??"";if(r.startsWith("${",n)){let t=r.indexOf("}",n);if(t===-1)return r;i+=e?r.slice(n,t+1).replaceAll('"',"'"):"null",n=t;continue}if(e&&l==="\\"){i+=l+(r[n+1]??""),n+=1;continue}l==='"'&&(e=!e),i+=l}return i}export{s as a};
