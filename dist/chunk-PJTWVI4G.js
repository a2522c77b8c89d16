import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
function i(e,n,r){let t=e.get(n);if(t!==void 0)return t;let o=r(n);return e.set(n,o),o}function u(e,n){return i(e,n,()=>new Map)}function s(e){let n=0;for(let r=e.indexOf(`
`);r!==-1;r=e.indexOf(`
`,r+1))n+=1;return n}export{i as a,u as b,s as c};
