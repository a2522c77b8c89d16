import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var n=class{#s;#n=0;#t=1;#i=0;#e=0;constructor(t){this.#s=t}next(t){let i=this.#e>50?-1:this.#s.indexOf(t,this.#n);if(i===-1)return this.#e+=1,this.#t;this.#n=i+1;let s=this.#s.indexOf(`
`,this.#i);for(;s!==-1&&s<i;)this.#t+=1,this.#i=s+1,s=this.#s.indexOf(`
`,this.#i);return this.#t}};export{n as a};
