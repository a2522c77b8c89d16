import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a}from"./chunk-PMOQFSDM.js";import"./chunk-G3GH3ZB7.js";import"./chunk-D36Y6CVQ.js";import"./chunk-5YA7ANYQ.js";export{a as readPrismaSchema};
