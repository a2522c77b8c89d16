import { code, list, text } from '../../report/text.ts';
import type { UnroutedOperations } from '../../system/unrouted-operations.ts';
import type { UnservedRoute } from '../../system/unserved-routes.ts';
import { constantsOf } from '../../contracts/routes/promised-operation.ts';
import { groupBy } from '../group-by.ts';
import type { ChangeRule, Problem, RelatedPlace } from '../rule.ts';

/** A route went and its promise stayed. */
export const contractRouteUnserved: ChangeRule = {
  kind: 'change',
  id: 'contract-route-unserved',
  stage: 'contracts',
  severity: 'high',
  summary: 'Code no longer registers a route that a contract still promises',
  assumption: 'Assumes nobody calls the operation, or something else serves it.',
  verify: 'Start the server and call the operation; take it out of the contract if it is meant to be gone.',
  explanation: `Looks only at changed code, and only where the repository has an OpenAPI description. Routes are read in the
conventional forms of Express, Fastify, Hono, Koa, NestJS, Next.js route files, FastAPI, Flask, Django, Gin, Echo, chi,
gorilla/mux, Fiber, net/http, Spring, Micronaut, JAX-RS, ASP.NET, Rails and Laravel, with the prefixes that their file
states, and those that a changed file gives to routers of others (\`app.use('/users', users)\`, \`include_router\`,
\`register_blueprint\`, \`include("users.urls")\`). A route that base registers and head does not, and that is the path of an operation which a description of head
still has, is told. Paths match by their shape; what stands before them may be where the API is mounted.

High when the route is the whole path of the operation, or the end of it with two or more fixed parts. Medium, as a
question, when it is a shorter end of the path, or stands below something that the description does not name. What one
line registered is one finding, and so are many of one description.

A description that gains operations is asked about too, as a question: where routes of at least nine in ten of its other
operations are found, none of a new one, and no code has its operationId.

It stays silent when the route moved to another file or behind a prefix, when any other file of head registers it, when its
path is still written somewhere in the changed files in a form that is not understood, when the operation leaves the
description too, and for tests and generated code.`,
  check: ({ unservedRoutes = [], unroutedOperations = [] }) => {
    const groups = groupBy(unservedRoutes, ({ operation }) => operation.contract);
    const removed = groups.flatMap((all) =>
      all.length > mostSingle ? [together(all[0].operation.contract, all)] : all.map(problemOf),
    );
    return [...removed, ...unroutedOperations.map(neverServed)];
  },
};

const mostSingle = 5;

function problemOf({ operation, also, route, by }: UnservedRoute): Problem {
  const { name, contract, line } = operation;
  const others = [...new Set(also.map((each) => each.name))].filter((other) => other !== name);
  const isSure = by === 'whole' || (by === 'end' && constantsOf(route.parts).length > 1);
  return {
    subject: name,
    ...(others.length > 0 ? { alsoAbout: others } : {}),
    identity: [contract, name],
    severity: isSure ? 'high' : 'medium',
    confidence: isSure ? 'likely' : 'possible',
    title: text`${code(contract)} promises ${code(name)}, and its route was removed`,
    assumption: text`Assumes nobody calls ${code(name)}, or something else serves it`,
    ...(others.length > 0 ? { detail: text`With it went ${list(others, 4)}.` } : {}),
    verify: text`Start the server and call ${code(name)}, or take it out of ${code(contract)}`,
    at: { path: contract, line },
    related: [
      { path: route.path, line: route.line, side: 'base', note: text`registered the route` },
      ...also
        .filter((each) => each.contract !== contract)
        .map((each): RelatedPlace => ({
          path: each.contract,
          line: each.line,
          side: 'head',
          note: text`promises it too`,
        })),
    ],
  };
}

/** A server that goes as a whole, or is written anew. */
function together(contract: string, all: readonly UnservedRoute[]): Problem {
  const names = all.map(({ operation }) => operation.name);
  return {
    subject: contract,
    alsoAbout: names,
    identity: [contract, 'routes'],
    severity: 'medium',
    confidence: 'possible',
    title: text`${code(contract)} promises ${all.length} operations whose routes were removed`,
    assumption: text`Assumes something else serves what ${code(contract)} promises; does it?`,
    detail: text`Among them ${list(names, 4)}.`,
    verify: text`Start the server and call ${code(names[0] ?? '')}`,
    at: { path: contract, line: all[0]?.operation.line ?? null },
    related: all.slice(0, 10).map(({ route }) => ({
      path: route.path,
      line: route.line,
      side: 'base',
      note: text`registered one of them`,
    })),
  };
}

/** New operations: they may be served in a way that is not understood, or come later. */
function neverServed({ contract, operations }: UnroutedOperations): Problem {
  const [first] = operations;
  const names = operations.map(({ name }) => name);
  const subject = first?.name ?? contract;
  return {
    subject,
    ...(names.length > 1 ? { alsoAbout: names.slice(1) } : {}),
    identity: [contract, subject, 'new'],
    severity: 'medium',
    confidence: 'possible',
    title: text`${code(contract)} now promises ${list(names, 3)}, and no route for it was found`,
    assumption: text`Assumes ${code(subject)} is served; where is its route?`,
    detail: text`Routes of its other operations were found.`,
    verify: text`Start the server and call ${code(subject)}`,
    at: { path: contract, line: first?.line ?? null },
  };
}
