import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a}from"./chunk-GZZVPE3J.js";import"./chunk-PZGUY3KA.js";import"./chunk-XRCONKYZ.js";import"./chunk-RKACJPKD.js";import"./chunk-G3GH3ZB7.js";import"./chunk-QWLYV3ZY.js";import"./chunk-5YA7ANYQ.js";export{a as readConfigTemplate};
