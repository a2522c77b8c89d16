import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var e=class extends Error{reason;constructor(r,t){super(t),this.name="Unreadable",this.reason=r}};export{e as a};
