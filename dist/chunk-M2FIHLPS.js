import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{b as a}from"./chunk-3RWRONRB.js";import"./chunk-G3GH3ZB7.js";import"./chunk-QWLYV3ZY.js";import"./chunk-5YA7ANYQ.js";export{a as readYaml};
