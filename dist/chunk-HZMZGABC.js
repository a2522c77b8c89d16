import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{e as a,f as b}from"./chunk-TH4G5RFU.js";import"./chunk-4HLVAF4F.js";import"./chunk-KVHPPS6W.js";import"./chunk-FUFRLTG4.js";import"./chunk-F2QW4U6A.js";import"./chunk-LGMD3XYH.js";import"./chunk-5YA7ANYQ.js";export{b as guarded,a as renderTerminal};
