import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a,b}from"./chunk-6XUDLLIX.js";import"./chunk-DJOWMLOX.js";import"./chunk-QYPL6GSF.js";import"./chunk-6B7NP6QS.js";import"./chunk-5YA7ANYQ.js";export{b as referenceGaps,a as referencedFiles};
