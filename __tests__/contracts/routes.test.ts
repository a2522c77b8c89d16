import { routesIn } from '../../src/contracts/routes/routes-in.ts';

/** As people write them: `GET /users/{} 3`, with the line. */
function seen(path: string, text: string): readonly string[] {
  return routesIn(path, text)
    .map(({ method, parts, line }) => `${method?.toUpperCase() ?? '*'} /${parts.join('/')} ${line}`)
    .toSorted();
}

const express = `import express from 'express';
const app = express();
const users = express.Router();
users.get('/:id', show);
users.route('/:id/roles')
  .get(roles)
  .post(add);
app.use('/users', users);
app.delete(
  '/sessions/:id',
  close,
);
// app.get('/old', old);
app.get('trust proxy');
axios.get('/elsewhere', { timeout: 1 });
app.get(\`\${prefix}/health\`, health);
app.get('*', page);
`;

const hono = `import { Hono } from 'hono';
const app = new Hono().basePath('/api')
  .get('/items', (c) => c.json([]))
app.post('/items/:id{[0-9]+}', create);
`;

const fastify = `const fastify = require('fastify')();
fastify.get<{ Params: Id }>('/orders/:id', async () => {});
fastify.route({
  method: 'PUT',
  url: '/orders/:id',
  handler,
});
`;

const nest = `import { Controller, Get, Post } from '@nestjs/common';
@Controller({ path: 'users', version: '1' })
export class UsersController {
  @Get()
  list() {}
  @Get(':id')
  show() {}
}
@Controller('teams')
export class TeamsController {
  @Post('/:id/members')
  add() {}
}
`;

const fastapi = `from fastapi import APIRouter
router = APIRouter(
    prefix="/users",
    tags=["users"],
)
plain: APIRouter = APIRouter()

@router.get("/{user_id}", response_model=User)
async def show(user_id: int): ...

@router.post(
    "",
)
async def create(): ...

@plain.api_route("/both", methods=["GET", "POST"])
def both(): ...
`;

const flask = `from flask import Blueprint
bp = Blueprint("users", __name__, url_prefix="/users")

@bp.route("/<int:user_id>", methods=["GET", "DELETE"])
def user(user_id): ...

@bp.route("/")
def index(): ...
`;

const django = `from django.urls import include, path, re_path
urlpatterns = [
    re_path(
        r"^api/",
        include(
            [
                path("users/<int:pk>/", UserView.as_view()),
                re_path(r"^documents/(?P<pk>\\d+)/$", DocumentView.as_view()),
            ]
        ),
    ),
    path("login/", login),
    path("admin/", include("admin.urls")),
]
router.register(r"tags", TagViewSet)
`;

const chi = `package api
import "github.com/go-chi/chi/v5"
func routes(r chi.Router) {
	r.Route("/users", func(r chi.Router) {
		r.Get("/", list)
		r.Route("/{userID}", func(r chi.Router) {
			r.Delete("/", remove)
		})
	})
	r.Get("/health", health)
}
`;

const gin = `package api
import "github.com/gin-gonic/gin"
func routes(r *gin.Engine) {
	v1 := r.Group("/v1")
	users := v1.Group("/users")
	users.GET("/:id", show)
	r.Any("/echo", echo)
	client.Get("/not", here)
}
`;

const mux = `package api
import (
	"net/http"
	"github.com/gorilla/mux"
)
func routes(router *mux.Router) {
	router.HandleFunc("/users/{id:[0-9]+}", show).Methods("GET", "OPTIONS")
	router.HandleFunc("/groups", list).
		Methods(http.MethodPost)
	http.HandleFunc("DELETE /peers/{id}", remove)
	http.Handle("/any", handler)
	resp, err := http.Get("/fetched")
}
`;

const spring = `package org.example;
import org.springframework.web.bind.annotation.*;
@RestController
@RequestMapping(value = "/api/users", produces = "application/json")
public class UserController {
    private final Users users;

    @GetMapping
    public List<User> list() { return users.all(); }

    @DeleteMapping("/{id}")
    public void remove(@PathVariable String id) {
        users.remove(id);
    }

    @RequestMapping(path = "/search", method = RequestMethod.POST)
    public List<User> search() { return null; }

    @GetMapping(Paths.ALL)
    public void constant() {}
}
`;

const jaxrs = `package org.example;
import jakarta.ws.rs.*;
@Path("/v1/project")
public class ProjectResource {
    @GET
    @Path("/{uuid}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response get(@PathParam("uuid") String uuid) {
        return null;
    }

    @PUT
    public Response create() {
        return null;
    }
}
`;

const aspnet = `using Microsoft.AspNetCore.Mvc;
[ApiController]
[Route("api/[controller]")]
public class OrdersController : ControllerBase
{
    [HttpGet("{id:int}")]
    public Order Get(int id) => null;

    [HttpPost]
    [Route("draft")]
    public Order Draft() => null;
}
`;

const minimal = `var api = app.MapGroup("/api/catalog");
api.MapGet("/items", GetItems);
app.MapDelete("/items/{id:int}", Remove);
`;

const rails = `Rails.application.routes.draw do
  namespace :api do
    resources :users, only: [:index, :show] do
      member do
        post :ban
      end
      collection do
        get 'recent'
      end
      resources :keys, only: :destroy
    end
    resource :profile, only: %i[show]
  end
  get '/health', to: 'health#show'
  # get '/old', to: 'old#show'
end
`;

const laravel = `<?php
Route::prefix('v1')->middleware('auth')->group(function () {
    Route::get('users/{user?}', [UserController::class, 'show']);
    Route::middleware('admin')->delete('users/{user}', Remove::class);
});
Route::apiResource('songs', SongController::class);
Route::resource('albums', AlbumController::class)->only(['index']);
`;

const next = `export async function GET() {}
export const POST = handler;
function DELETE() {}
`;

const named = `import { Router } from 'express';
import { Hono } from 'hono';
export const users = Router();
users.get('/:id', show);
const items = new Hono().get('/items', list)
  .post('/items', add)
cache.get('/key', fallback);
`;

const several = `import { Controller, Get } from '@nestjs/common';
@Controller(['users', 'people'])
export class UsersController {
  @Get(['', 'all'])
  list() {}
}
`;

describe('routes that code registers', () => {
  test.each<readonly [string, string, string, readonly string[]]>([
    [
      'Express',
      'src/app.ts',
      express,
      ['DELETE /sessions/{} 9', 'GET /health 16', 'GET /users/{} 4', 'GET /{}/roles 5', 'POST /{}/roles 5'],
    ],
    ['Hono', 'src/app.ts', hono, ['GET /items 3']],
    ['routers of other names', 'src/users.ts', named, ['GET /items 5', 'GET /{} 4', 'POST /items 6']],
    ['NestJS, several paths', 'src/users.controller.ts', several, ['GET /users 4', 'GET /users/all 4']],
    [
      'SvelteKit',
      'web/src/routes/(app)/api/users/[id]/+server.ts',
      'export const GET = show;\n',
      ['GET /api/users/{} 1'],
    ],
    [
      'Nitro',
      'server/api/users/[id].delete.ts',
      'export default defineEventHandler(() => null);\n',
      ['DELETE /api/users/{} 1'],
    ],
    [
      'rules of Flask',
      'app/views.py',
      'from flask import Flask\napp.add_url_rule("/users", view_func=users, methods=["POST"])\n',
      ['POST /users 2'],
    ],
    ['health checks of ASP.NET', 'Api/Program.cs', 'app.MapHealthChecks("/healthz");\n', ['GET /healthz 1']],
    [
      'a match of Laravel',
      'routes/api.php',
      "<?php\nRoute::match(['get', 'post'], '/search', Search::class);\n",
      ['GET /search 2', 'POST /search 2'],
    ],
    ['Fastify', 'src/app.js', fastify, ['GET /orders/{} 2', 'PUT /orders/{} 3']],
    [
      'NestJS',
      'src/users.controller.ts',
      nest,
      ['GET /users 4', 'GET /users/{} 6', 'POST /teams/{}/members 11'],
    ],
    [
      'FastAPI',
      'app/users.py',
      fastapi,
      ['GET /both 16', 'GET /users/{} 8', 'POST /both 16', 'POST /users 11'],
    ],
    ['Flask', 'app/users.py', flask, ['DELETE /users/{} 4', 'GET /users 7', 'GET /users/{} 4']],
    [
      'Django',
      'app/urls.py',
      django,
      ['* /api/documents/{} 8', '* /api/users/{} 7', '* /login 12', '* /tags 15', '* /tags/{} 15'],
    ],
    ['chi', 'api/routes.go', chi, ['DELETE /users/{} 7', 'GET /health 10', 'GET /users 5']],
    ['Gin', 'api/routes.go', gin, ['* /echo 7', 'GET /v1/users/{} 6']],
    [
      'gorilla/mux and net/http',
      'api/routes.go',
      mux,
      ['* /any 11', 'DELETE /peers/{} 10', 'GET /users/{} 7', 'POST /groups 8'],
    ],
    [
      'Spring',
      'src/main/java/UserController.java',
      spring,
      ['DELETE /api/users/{} 11', 'GET /api/users 8', 'POST /api/users/search 16'],
    ],
    ['JAX-RS', 'src/main/java/ProjectResource.java', jaxrs, ['GET /v1/project/{} 5', 'PUT /v1/project 12']],
    ['ASP.NET', 'Api/OrdersController.cs', aspnet, ['GET /api/Orders/{} 6', 'POST /api/Orders/draft 9']],
    ['minimal APIs', 'Api/Program.cs', minimal, ['DELETE /items/{} 3', 'GET /api/catalog/items 2']],
    [
      'Rails',
      'config/routes.rb',
      rails,
      [
        'DELETE /api/users/{}/keys/{} 10',
        'GET /api/profile 12',
        'GET /api/users 3',
        'GET /api/users/recent 8',
        'GET /api/users/{} 3',
        'GET /health 14',
        'POST /api/users/{}/ban 5',
      ],
    ],
    [
      'Laravel',
      'routes/api.php',
      laravel,
      [
        'DELETE /songs/{} 6',
        'DELETE /v1/users/{} 4',
        'GET /songs 6',
        'GET /songs/{} 6',
        'GET /v1/users/{} 3',
        'PATCH /songs/{} 6',
        'POST /songs 6',
        'PUT /songs/{} 6',
      ],
    ],
    [
      'Next.js',
      'web/app/(shop)/api/orders/[id]/route.ts',
      next,
      ['GET /api/orders/{} 1', 'POST /api/orders/{} 2'],
    ],
    ['Next.js pages', 'pages/api/orders/index.ts', 'export default handler;\n', ['* /api/orders 1']],
  ])('%s', (_name, path, text, expected) => {
    expect(seen(path, text)).toEqual(expected.toSorted());
  });

  test.each([
    ['a test', 'src/__tests__/app.test.ts', express],
    ['a client', 'src/UserClient.java', `@FeignClient("users")\n${spring}`],
    ['generated code', 'src/app.ts', `// @generated\n${express}`],
    ['another language', 'README.md', express],
    ['nothing', 'src/app.ts', ''],
    ['a framework that is not there', 'src/api.ts', "api.get('/users', { params });\n"],
    ['a truncated file', 'src/app.ts', "import express from 'express';\napp.get('/users"],
    ['wildcards', 'src/app.ts', "import express from 'express';\napp.get('/files/*', send);\n"],
  ])('none in %s', (_name, path, text) => {
    expect(seen(path, text)).toEqual([]);
  });

  test.each([
    ['src/app.ts', `import express from 'express';\n${'app.get('.repeat(20_000)}`],
    ['src/app.ts', `import express from 'express';\napp.route('/a')${'.get('.repeat(20_000)}`],
    ['src/x.controller.ts', `import '@nestjs/common';\n${'@Controller({'.repeat(20_000)}`],
    ['app/x.py', `import fastapi\n${'@router.get("'.repeat(20_000)}`],
    ['app/urls.py', `from django.urls import path\n${'path("a/", include(['.repeat(2000)}`],
    ['api/x.go', `import "net/http"\n${'mux.HandleFunc("/'.repeat(20_000)}`],
    ['src/X.java', `${'@RequestMapping("'.repeat(20_000)} class X {}`],
    ['src/X.java', '@GetMapping(("'.repeat(20_000)],
    ['X.cs', `class X\n${'[HttpGet("'.repeat(20_000)}`],
    ['config/routes.rb', 'resources :a do\n'.repeat(3000)],
    ['routes/api.php', 'Route::middleware('.repeat(20_000)],
    ['routes/api.php', `Route::${"a('b')->".repeat(20_000)}`],
  ])('hostile text ends: %s %#', (path, text) => {
    expect(Array.isArray(routesIn(path, text))).toBe(true);
  });
});
