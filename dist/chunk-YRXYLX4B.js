import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a}from"./chunk-BMBMDF2M.js";import"./chunk-XGVXIRZR.js";import"./chunk-QKRFC2ZI.js";import"./chunk-G5LTTJ2C.js";import"./chunk-RKACJPKD.js";import"./chunk-G3GH3ZB7.js";import"./chunk-QWLYV3ZY.js";import"./chunk-5YA7ANYQ.js";export{a as readElixir};
