import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
function t(e){return typeof e=="object"&&e!==null&&Object.hasOwn(e,"parts")}var r=new Set(["Int","Float","String","Boolean","ID"]);function o(e){return e.replace(/[[\]!]/g,"")}function i({type:e,default:n}){return e.endsWith("!")&&n===void 0}export{t as a,r as b,o as c,i as d};
