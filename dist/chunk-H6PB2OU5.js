import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a,b}from"./chunk-D5KCNYWQ.js";import"./chunk-2MVBGMPU.js";import"./chunk-5YA7ANYQ.js";export{a as jsonReportOf,b as renderJson};
