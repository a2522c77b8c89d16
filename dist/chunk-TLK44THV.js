import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
function l(n){let e=[...n.matchAll(/\bfile\s{0,5}=\s{0,5}["']([^"'\n]{1,300})["']/g)].map(([,t=""])=>t);return e.length>0&&e.every(t=>/\.(?:tar\.(?:gz|bz2|xz)|tgz|zip)$/.test(t))}export{l as a};
