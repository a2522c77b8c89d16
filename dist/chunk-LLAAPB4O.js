import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
function t(e){return typeof e=="object"&&e!==null&&Object.hasOwn(e,"parts")}var o=new Set(["Int","Float","String","Boolean","ID"]);function r(e){return e.replace(/[[\]!]/g,"")}function i({type:e,default:n}){return e.endsWith("!")&&n===void 0}export{t as a,o as b,r as c,i as d};
