import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var blockHeader=/(?:^|[\s:-])([|>])[-+\d]{0,2}\s*(?:#.*)?$/,BlockTexts=class{#lines;constructor(source){this.#lines=source.split(`
`)}placeOf(node){let style=blockHeader.exec((this.#lines[node.line-1]??"").slice(-200))?.[1];return style===void 0?{line:node.line,folded:!0}:{line:node.line+1,folded:style===">"}}line(line){return this.#lines[line-1]??""}};export{BlockTexts};
