import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a}from"./chunk-RYFFN7TU.js";import"./chunk-G6S6GDG3.js";import"./chunk-QKRFC2ZI.js";import"./chunk-RKACJPKD.js";import"./chunk-G3GH3ZB7.js";import"./chunk-D36Y6CVQ.js";import"./chunk-5YA7ANYQ.js";export{a as readElixir};
