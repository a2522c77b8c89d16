import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var s=class{#n=[0];#e;constructor(n){this.#e=n.length;for(let e=n.indexOf(`
`);e!==-1;e=n.indexOf(`
`,e+1))this.#n.push(e+1)}at(n){let e=0,t=this.#n.length-1;for(;e<t;){let i=e+t+1>>1;(this.#n[i]??0)<=n?e=i:t=i-1}return e+1}offset(n){return this.#n[n-1]??this.#e}};function u(r){if(!r.includes("<<<<<<<"))return;let n=/^<{7}(?: |\r?$)/m.exec(r);if(!(!n||!/^={7}\r?$/m.test(r)||!/^>{7}(?: |\r?$)/m.test(r)))return r.slice(0,n.index).split(`
`).length}export{s as a,u as b};
