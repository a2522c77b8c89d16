import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a as e}from"./chunk-QWLYV3ZY.js";import"./chunk-5YA7ANYQ.js";function o(){throw new e("unsupported-format","A binary lockfile cannot be compared; `bun install --save-text-lockfile` writes one that can")}export{o as readBunLockb};
