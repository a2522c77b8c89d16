import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var Lines=class{#starts=[0];#length;constructor(text){this.#length=text.length;for(let at=text.indexOf(`
`);at!==-1;at=text.indexOf(`
`,at+1))this.#starts.push(at+1)}at(offset){let low=0,high=this.#starts.length-1;for(;low<high;){let middle=low+high+1>>1;(this.#starts[middle]??0)<=offset?low=middle:high=middle-1}return low+1}offset(line){return this.#starts[line-1]??this.#length}};function conflictLine(text){let start=/^<{7}(?: |\r?$)/m.exec(text);if(!(!start||!/^={7}\r?$/m.test(text)||!/^>{7}(?: |\r?$)/m.test(text)))return text.slice(0,start.index).split(`
`).length}export{Lines,conflictLine};
