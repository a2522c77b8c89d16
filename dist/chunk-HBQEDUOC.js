import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{renderTerminal}from"./chunk-4CK5CWHJ.js";import"./chunk-SD5VZID4.js";import"./chunk-KQK7JR77.js";import"./chunk-LIK27WII.js";import"./chunk-ODPYXA4G.js";import"./chunk-B26HJ32V.js";import"./chunk-J4G5JXEG.js";export{renderTerminal};
