import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{b as a,c as b}from"./chunk-NF2OZBQW.js";import"./chunk-2MVBGMPU.js";import"./chunk-4HLVAF4F.js";import"./chunk-KVHPPS6W.js";import"./chunk-FUFRLTG4.js";import"./chunk-F2QW4U6A.js";import"./chunk-LGMD3XYH.js";import"./chunk-5YA7ANYQ.js";export{a as commentMarker,b as renderComment};
