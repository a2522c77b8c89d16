import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var r=class extends Error{remedy;constructor(e,s){super(e),this.name="UserError",this.remedy=s}};export{r as a};
