import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a,b}from"./chunk-4W6MPVWV.js";import"./chunk-G3GH3ZB7.js";import"./chunk-QWLYV3ZY.js";import"./chunk-5YA7ANYQ.js";export{b as parseTomlProgram,a as readToml};
