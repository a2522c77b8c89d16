import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
var t=/(?:^|[._-])(?:example|sample|template|tmpl|tpl|dist|defaults?)(?:[._-]|$)/i;function l(e){return t.test(e)}export{l as a};
