import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a,b}from"./chunk-AKQ333CG.js";import"./chunk-API27IN7.js";import"./chunk-GBQVHUZV.js";import"./chunk-DHNIDYHB.js";import"./chunk-5YA7ANYQ.js";export{b as referenceGaps,a as referencedFiles};
