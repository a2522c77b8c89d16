import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
function o(t){let r=[],n,s="";for(let i=0;i<t.length;i+=1){let e=t.charAt(i);if(s===""&&/\s/.test(e)){n&&r.push(n.join("")),n=void 0;continue}n??=[],e===s?s="":s===""&&(e==='"'||e==="'")?s=e:e==="\\"&&s!=="'"?n.push(t.charAt(i+=1)):n.push(e)}return n&&r.push(n.join("")),r}export{o as a};
