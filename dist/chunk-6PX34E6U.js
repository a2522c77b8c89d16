import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{a as l}from"./chunk-SLTY5FLR.js";import{a as u}from"./chunk-PAYHCJ2D.js";import"./chunk-6BKXFOJN.js";import"./chunk-5N7Z2FGP.js";import{a as m}from"./chunk-MAXQ5ZYJ.js";import"./chunk-U3T5NYUJ.js";import{a as d}from"./chunk-ZMLI5UON.js";import"./chunk-G5LTTJ2C.js";import"./chunk-5YA7ANYQ.js";import{spawn as S}from"node:child_process";import{mkdtemp as j,rm as b}from"node:fs/promises";import{tmpdir as x}from"node:os";import{join as R}from"node:path";import{createHash as k}from"node:crypto";var a={"compose.yaml":`services:
  proxy:
    image: nginx:1.27
    ports: ["8080:80"]
    volumes:
      - ./proxy/templates:/etc/nginx/templates:ro
    environment:
      API_HOST: api
    depends_on: [api]
  api:
    build: services/api
    environment:
      DATABASE_URL: postgres://shop@db:5432/shop
      REDIS_URL: redis://redis:6379
    depends_on:
      db:
        condition: service_healthy
      redis:
        condition: service_started
  worker:
    build: services/worker
    environment:
      REDIS_URL: redis://redis:6379
      API_URL: http://api:3000
  db:
    image: postgres:15
    environment:
      POSTGRES_USER: shop
      POSTGRES_HOST_AUTH_METHOD: trust
    volumes:
      - db-data:/var/lib/postgresql/data
    healthcheck:
      test: ["CMD-SHELL", "pg_isready -U shop"]
      interval: 5s
  redis:
    image: redis:7.4
volumes:
  db-data:
`,"compose.assistant.yaml":`services:
  proxy:
    environment:
      ASSISTANT_HOST: assistant
  assistant:
    image: ghcr.io/acme/assistant:0.4.1
`,"proxy/templates/default.conf.template":`server {
  listen 80;
  location / { proxy_pass http://\${API_HOST}:3000; }
}
`,"services/api/Dockerfile":`FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY src ./src
CMD ["node", "src/server.js"]
`,"services/api/package.json":f("16.12.0",{start:"node src/server.js",migrate:"node src/migrate.js"}),"services/api/package-lock.json":v("16.12.0"),"services/api/src/server.js":`const express = require('express');
const Stripe = require('stripe');
const { pool } = require('./db');

const app = express();
app.get('/orders/:id', async (request, response) => {
  const { rows } = await pool.query('select * from orders where id = $1', [request.params.id]);
  response.json(rows[0]);
});
app.post('/orders/:id/refund', (request, response) => {
  new Stripe('demo').refunds.create({ charge: request.params.id });
  response.status(202).json({ status: 'accepted' });
});
app.listen(3000);
`,"services/api/src/db.js":`const { Pool } = require('pg');
exports.pool = new Pool({ connectionString: process.env.DATABASE_URL });
`,"services/api/src/migrate.js":`require('./db').pool.query('create table if not exists orders (id text primary key)');
`,"services/api/openapi.yaml":y(!0),"services/worker/Dockerfile":`FROM node:22-slim
WORKDIR /app
COPY src ./src
CMD ["node", "src/worker.js"]
`,"services/worker/package.json":`{ "name": "worker", "private": true }
`,"services/worker/src/worker.js":"const api = process.env.API_URL;\n\nexports.refund = (id) => fetch(`${api}/orders/${id}/refund`, { method: 'POST' });\nexports.order = async (id) => (await fetch(`${api}/orders/${id}`)).json();\n",".github/workflows/deploy.yml":`name: Deploy
on:
  push:
    branches: [main]
jobs:
  deploy:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: npm ci
        working-directory: services/api
      - run: npm run migrate
        working-directory: services/api
`},g={"compose.yaml":(a["compose.yaml"]??"").replace("postgres:15","postgres:17").replace("condition: service_healthy","condition: service_started"),"proxy/templates/default.conf.template":`server {
  listen 80;
  location / { proxy_pass http://\${API_HOST}:3000; }
  location /assistant/ { proxy_pass http://\${ASSISTANT_HOST}:8080; }
}
`,"services/api/package.json":f("17.0.0",{start:"node src/server.js","db:migrate":"node src/migrate.js"}),"services/api/package-lock.json":v("17.0.0"),"services/api/openapi.yaml":y(!1),"services/api/src/server.js":(a["services/api/src/server.js"]??"").replace(/app\.post[\s\S]*?\n\}\);\n/,"").replace(`const Stripe = require('stripe');
`,"")};function f(e,r){let o={express:"^4.21.0",pg:"^8.13.0",stripe:`^${e}`};return`${JSON.stringify({name:"api",version:"1.0.0",private:!0,scripts:r,dependencies:o},null,2)}
`}function v(e){let r={express:"^4.21.0",pg:"^8.13.0",stripe:`^${e}`},n=Object.entries({express:"4.21.0",pg:"8.13.0",stripe:e}).map(([s,i])=>[`node_modules/${s}`,{version:i,resolved:`https://registry.example.org/${s}/-/${s}-${i}.tgz`,integrity:`sha512-${k("sha512").update(`${s}@${i}`).digest("base64")}`}]),t={"":{name:"api",version:"1.0.0",dependencies:r},...Object.fromEntries(n)};return`${JSON.stringify({name:"api",version:"1.0.0",lockfileVersion:3,requires:!0,packages:t},null,2)}
`}function y(e){return`openapi: 3.0.3
info: { title: Shop, version: 1.0.0 }
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        '200':
          description: The order
          content:
            application/json:
              schema: { type: object, properties: { id: { type: string } } }
${e?`  /orders/{id}/refund:
    post:
      operationId: refundOrder
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        '202': { description: The refund is on its way }
`:""}`}async function $(){let e=await j(R(x(),"system-drift-demo-"));return await w(e,["init","-q","--bare","-b","main",e]),await w(e,["fast-import","--quiet"],[h("main",null,"The shop as it runs today",a),h("change","main","Add the assistant, update what is old",g)].join("")),{folder:e,remove:()=>b(e,{recursive:!0,force:!0})}}function h(e,r,o,n){let t=Object.entries(n).map(([c,p])=>p===null?`D "${c}"
`:`M 100644 inline "${c}"
data ${Buffer.byteLength(p)}
${p}
`),s="System Drift <demo@example.org> 1767225600 +0000",i=r===null?"":`from refs/heads/${r}
`;return`commit refs/heads/${e}
committer ${s}
data ${o.length}
${o}
${i}${t.join("")}
`}function w(e,r,o=""){return new Promise((n,t)=>{let s=S("git",[...r],{env:m(e),stdio:["pipe","ignore","ignore"]});s.on("error",()=>t(new d("git was not found","Install git and try again."))),s.on("close",i=>i===0?n():t(new Error(`git ${r[0]??""} ended with ${i}`))),s.stdin.on("error",()=>{}),s.stdin.end(o)})}var F=async(e,r)=>{let{folder:o,remove:n}=await $();try{return await u({...r,repo:o},t=>l(t,{base:"main...change"})),0}finally{await n()}};export{F as demo};
