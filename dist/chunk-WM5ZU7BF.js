import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a as t}from"./chunk-XRCONKYZ.js";function n({status:o,path:r,from:s}){let e=s??r;return o!=="added"&&/\.[cm]?[jt]sx?$/.test(e)&&!t(e)}export{n as a};
