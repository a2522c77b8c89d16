import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var n=/^[A-Za-z_][A-Za-z0-9_]*$/,a={kind:"prefix",prefix:""};function t(e,r){return n.test(e)?{kind:"names",names:[{name:e,line:r}]}:a}function o(e){return{kind:"prefix",prefix:n.test(e)?e:""}}export{n as a,a as b,t as c,o as d};
