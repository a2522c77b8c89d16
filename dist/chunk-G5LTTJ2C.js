import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
function r(e){return e.replace(/[.*+?^${}()|[\]\\]/g,"\\$&")}export{r as a};
