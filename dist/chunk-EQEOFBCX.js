import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
async function n(t,s){let r=[];for(let e=0;e<t.length;e+=64)r.push(...await Promise.all(t.slice(e,e+64).map(s)));return r}export{n as a};
