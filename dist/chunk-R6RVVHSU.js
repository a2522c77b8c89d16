import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{jsonReportOf,renderJson}from"./chunk-5O2ZCO3K.js";import"./chunk-A6O5RG35.js";import"./chunk-J4G5JXEG.js";export{jsonReportOf,renderJson};
