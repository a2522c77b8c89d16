import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{d as t}from"./chunk-E6EJGHAO.js";import{b as r}from"./chunk-3RWRONRB.js";import{a as e}from"./chunk-QWLYV3ZY.js";function p(m){let[o]=r(t(m));if(o?.kind!=="map")throw new e("unparsable","The file is no map of keys and values");return o}export{p as a};
