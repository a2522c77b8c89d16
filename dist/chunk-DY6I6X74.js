import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var UserError=class extends Error{remedy;constructor(message,remedy){super(message),this.name="UserError",this.remedy=remedy}};export{UserError};
