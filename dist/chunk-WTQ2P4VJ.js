import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var Unreadable=class extends Error{reason;constructor(reason,detail){super(detail),this.name="Unreadable",this.reason=reason}};export{Unreadable};
