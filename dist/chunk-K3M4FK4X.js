import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a,b}from"./chunk-N6FT6ZBI.js";import"./chunk-3HF6XD44.js";import"./chunk-7JCJTD47.js";import"./chunk-6B7NP6QS.js";import"./chunk-5YA7ANYQ.js";export{b as referenceGaps,a as referencedFiles};
