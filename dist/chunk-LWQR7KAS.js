import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{referenceGaps,referencedFiles}from"./chunk-A47RX34O.js";import"./chunk-A4G6PQKK.js";import"./chunk-L3CTQMUV.js";import"./chunk-ADNIDWX2.js";import"./chunk-J4G5JXEG.js";export{referenceGaps,referencedFiles};
