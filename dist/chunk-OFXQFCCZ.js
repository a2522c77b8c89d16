import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var h=class{#t;#s=0;#i=1;#e=0;#n=0;constructor(t){this.#t=t}next(t,n){let s=JSON.stringify(t),i=this.#n>50?-1:this.#t.indexOf(s,this.#s);for(;i!==-1&&!this.#r(i+s.length,n);)i=this.#t.indexOf(s,i+1);i===-1?this.#n+=1:this.#s=i+s.length;let r=this.#t;for(let e=r.indexOf(`
`,this.#e);e!==-1&&e<this.#s;e=r.indexOf(`
`,e+1))this.#i+=1,this.#e=e+1;return this.#i}#r(t,n){let s=this.#t;return s.startsWith(`: ${n}`,t)?!0:/^\s*:\s*(.)/s.exec(s.slice(t,t+80))?.[1]===n}};export{h as a};
