import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var l=/(?:^|[\s:-])([|>])[-+\d]{0,2}\s*(?:#.*)?$/,r=class{#e;constructor(e){this.#e=e.split(`
`)}placeOf(e){let n=l.exec((this.#e[e.line-1]??"").slice(-200))?.[1];return n===void 0?{line:e.line,folded:!0}:{line:e.line+1,folded:n===">"}}line(e){return this.#e[e-1]??""}};export{r as a};
