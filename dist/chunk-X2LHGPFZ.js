import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);
import{fromArguments}from"./chunk-7BH4U2RX.js";import{showReport}from"./chunk-CWWNKUTT.js";import"./chunk-EDXGQQMN.js";import"./chunk-PQUJ2LQ5.js";import"./chunk-WK2VVDLA.js";import"./chunk-UBWUEUDD.js";import{gitEnvironment}from"./chunk-GJ4JDFY7.js";import"./chunk-PLQ5WBDL.js";import"./chunk-A6O5RG35.js";import"./chunk-KQK7JR77.js";import"./chunk-W5ONVYCT.js";import"./chunk-L3CTQMUV.js";import"./chunk-ADNIDWX2.js";import"./chunk-RMRSGMTP.js";import"./chunk-JVHR3B7J.js";import{UserError}from"./chunk-DY6I6X74.js";import"./chunk-B26HJ32V.js";import"./chunk-IIOUPFHC.js";import"./chunk-S2AM6RE4.js";import"./chunk-O7WSAHDW.js";import"./chunk-PFTNEO7Z.js";import"./chunk-EDABBHJP.js";import"./chunk-YAHUWARA.js";import"./chunk-D6GEWWYK.js";import"./chunk-WTQ2P4VJ.js";import"./chunk-J4G5JXEG.js";import{spawn}from"node:child_process";import{mkdtemp,rm}from"node:fs/promises";import{tmpdir}from"node:os";import{join}from"node:path";import{createHash}from"node:crypto";var before={"compose.yaml":`services:
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
`,"services/api/package.json":manifest("16.12.0",{start:"node src/server.js",migrate:"node src/migrate.js"}),"services/api/package-lock.json":lockfile("16.12.0"),"services/api/src/server.js":`const express = require('express');
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
`,"services/api/openapi.yaml":openapi(!0),"services/worker/Dockerfile":`FROM node:22-slim
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
`},after={"compose.yaml":(before["compose.yaml"]??"").replace("postgres:15","postgres:17").replace("condition: service_healthy","condition: service_started"),"proxy/templates/default.conf.template":`server {
  listen 80;
  location / { proxy_pass http://\${API_HOST}:3000; }
  location /assistant/ { proxy_pass http://\${ASSISTANT_HOST}:8080; }
}
`,"services/api/package.json":manifest("17.0.0",{start:"node src/server.js","db:migrate":"node src/migrate.js"}),"services/api/package-lock.json":lockfile("17.0.0"),"services/api/openapi.yaml":openapi(!1),"services/api/src/server.js":(before["services/api/src/server.js"]??"").replace(/app\.post[\s\S]*?\n\}\);\n/,"").replace(`const Stripe = require('stripe');
`,"")};function manifest(stripe,scripts){let dependencies={express:"^4.21.0",pg:"^8.13.0",stripe:`^${stripe}`};return`${JSON.stringify({name:"api",version:"1.0.0",private:!0,scripts,dependencies},null,2)}
`}function lockfile(stripe){let dependencies={express:"^4.21.0",pg:"^8.13.0",stripe:`^${stripe}`},entries=Object.entries({express:"4.21.0",pg:"8.13.0",stripe}).map(([name,version])=>[`node_modules/${name}`,{version,resolved:`https://registry.example.org/${name}/-/${name}-${version}.tgz`,integrity:`sha512-${createHash("sha512").update(`${name}@${version}`).digest("base64")}`}]),packages={"":{name:"api",version:"1.0.0",dependencies},...Object.fromEntries(entries)};return`${JSON.stringify({name:"api",version:"1.0.0",lockfileVersion:3,requires:!0,packages},null,2)}
`}function openapi(withRefund){return`openapi: 3.0.3
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
${withRefund?`  /orders/{id}/refund:
    post:
      operationId: refundOrder
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        '202': { description: The refund is on its way }
`:""}`}async function makeDemoRepository(){let folder=await mkdtemp(join(tmpdir(),"system-drift-demo-"));return await git(folder,["init","-q","--bare","-b","main",folder]),await git(folder,["fast-import","--quiet"],[commit("main",null,"The shop as it runs today",before),commit("change","main","Add the assistant, update what is old",after)].join("")),{folder,remove:()=>rm(folder,{recursive:!0,force:!0})}}function commit(branch,parent,message,files){let changes=Object.entries(files).map(([path,content])=>content===null?`D "${path}"
`:`M 100644 inline "${path}"
data ${Buffer.byteLength(content)}
${content}
`),who="System Drift <demo@example.org> 1767225600 +0000",from=parent===null?"":`from refs/heads/${parent}
`;return`commit refs/heads/${branch}
committer ${who}
data ${message.length}
${message}
${from}${changes.join("")}
`}function git(folder,args,input=""){return new Promise((resolve,reject)=>{let child=spawn("git",[...args],{env:gitEnvironment(folder),stdio:["pipe","ignore","ignore"]});child.on("error",()=>reject(new UserError("git was not found","Install git and try again."))),child.on("close",code=>code===0?resolve():reject(new Error(`git ${args[0]??""} ended with ${code}`))),child.stdin.on("error",()=>{}),child.stdin.end(input)})}var demo=async(_args,options)=>{let{folder,remove}=await makeDemoRepository();try{return await showReport({...options,repo:folder},repository=>fromArguments(repository,{base:"main...change"})),0}finally{await remove()}};export{demo};
