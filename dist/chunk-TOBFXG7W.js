import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a,b}from"./chunk-PEMV6CHM.js";import"./chunk-OH7HTIYR.js";import"./chunk-ZPYQKLCQ.js";import"./chunk-5YA7ANYQ.js";export{b as parseTomlProgram,a as readToml};
