import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a}from"./chunk-F4OWDQD3.js";import"./chunk-SNX6YUVJ.js";import"./chunk-FUFRLTG4.js";import"./chunk-F2QW4U6A.js";import"./chunk-KVHPPS6W.js";import"./chunk-LGMD3XYH.js";import"./chunk-5YA7ANYQ.js";export{a as renderTerminal};
