import { operationWords } from '../../src/contracts/callers/called-operation.ts';
import type { CalledOperation } from '../../src/contracts/callers/called-operation.ts';
import { matchCallers } from '../../src/contracts/callers/match-callers.ts';
import { endless } from '../support/endless.ts';

const removeUser: CalledOperation = {
  name: 'DELETE /users/{id}',
  method: 'delete',
  path: '/users/{id}',
  operationId: 'deleteUser',
  prefixes: ['/api/v2'],
};
const readAvatar: CalledOperation = {
  name: 'GET /users/{id}/avatar',
  method: 'get',
  path: '/users/{id}/avatar',
  prefixes: [''],
};
const listOrders: CalledOperation = {
  name: 'GET /orders',
  method: 'get',
  path: '/orders',
  operationId: 'listOrders',
  prefixes: [''],
};

const callers: readonly (readonly [string, CalledOperation, string, string])[] = [
  ['axios with a template', removeUser, 'web/users.ts', 'await axios.delete(`/users/${user.id}`);'],
  [
    'a base address before it',
    removeUser,
    'web/users.ts',
    'return http.delete(`${API}/users/${id}`, { headers });',
  ],
  ['a server path before it', removeUser, 'web/users.ts', 'await client.delete(`/api/v2/users/${id}`)'],
  ['an absolute address', removeUser, 'job.sh', 'curl -X DELETE https://users.example.org/users/$USER_ID'],
  [
    'fetch with a method below',
    removeUser,
    'web/users.js',
    'fetch(`/users/${id}`, {\n  method: "DELETE",\n})',
  ],
  ['concatenation', removeUser, 'Users.java', 'restTemplate.delete("/users/" + id);'],
  ['an f-string', removeUser, 'jobs/users.py', 'requests.delete(f"{BASE}/users/{user_id}", timeout=5)'],
  [
    'a format verb',
    removeUser,
    'users.go',
    'req, _ := http.NewRequest("DELETE", fmt.Sprintf("%s/users/%s", base, id), nil)',
  ],
  ['Ruby', removeUser, 'users.rb', 'HTTParty.delete("#{BASE}/users/#{id}")'],
  ['PHP', removeUser, 'Users.php', '$this->client->delete("/users/{$id}");'],
  ['a typed client', removeUser, 'web/users.ts', 'await api.DELETE("/users/{id}", { params })'],
  ['a generated client', removeUser, 'web/users.ts', 'await usersApi.deleteUser({ id })'],
  ['a generated client in Python', removeUser, 'users.py', 'users_api.delete_user(user_id)'],
  [
    'a value in the middle',
    readAvatar,
    'web/a.ts',
    'const image = await fetch(`/users/${id}/avatar?size=2`)',
  ],
  ['a value in the middle, added', readAvatar, 'A.java', 'client.get("/users/" + id + "/avatar")'],
  ['no parameters', listOrders, 'web/orders.ts', "const { data } = useSWR('/orders', fetcher)"],
  ['no leading slash', listOrders, 'web/orders.ts', "api.get('orders')"],
  ['WebClient', removeUser, 'Users.java', 'webClient.delete().uri("/users/{id}", id).retrieve();'],
  [
    'RestTemplate with a method',
    removeUser,
    'Users.java',
    'rest.exchange(base + "/users/{id}", HttpMethod.DELETE, null, Void.class, id);',
  ],
  [
    'the HTTP client of Java',
    removeUser,
    'Users.java',
    'HttpRequest.newBuilder(URI.create(base + "/users/" + id)).DELETE().build();',
  ],
  [
    'Feign',
    removeUser,
    'UsersClient.java',
    '@DeleteMapping("/users/{id}") void remove(@PathVariable long id); // @FeignClient',
  ],
  ['Feign with its own annotations', removeUser, 'UsersClient.java', '@RequestLine("DELETE /users/{id}")'],
  [
    'Retrofit',
    removeUser,
    'UsersClient.kt',
    '@DELETE("users/{id}") suspend fun remove(@Path("id") id: Long): Response // retrofit2',
  ],
  ['Kotlin', removeUser, 'Users.kt', 'client.delete("$base/users/$id")'],
  ['Net::HTTP', removeUser, 'users.rb', 'request = Net::HTTP::Delete.new("/users/#{id}")'],
  ['Faraday', removeUser, 'users.rb', 'conn.delete("users/#{id}")'],
  ['Guzzle', removeUser, 'Users.php', "$this->client->request('DELETE', 'users/' . $id);"],
  [
    'the Http facade of Laravel',
    removeUser,
    'Users.php',
    'Http::withToken($token)->delete("{$base}/users/{$id}");',
  ],
  ['HttpClient of .NET', removeUser, 'Users.cs', 'await http.DeleteAsync($"users/{id}");'],
  [
    'HttpClient with a message',
    removeUser,
    'Users.cs',
    'new HttpRequestMessage(HttpMethod.Delete, $"/users/{id}")',
  ],
  ['HttpClient with a type', listOrders, 'Orders.cs', 'await http.GetFromJsonAsync<List<Order>>("/orders");'],
  ['Refit', removeUser, 'IUsers.cs', '[Delete("/users/{id}")] Task Remove(long id); // using Refit'],
  [
    'a constant of net/http',
    removeUser,
    'users.go',
    'http.NewRequestWithContext(ctx, http.MethodDelete, base+"/users/"+id, nil)',
  ],
  ['resty', removeUser, 'users.go', 'resp, err := c.R().Delete(base + "/users/" + id)'],
  ['a format method of Python', removeUser, 'users.py', 'session.delete(BASE + "/users/{}".format(user_id))'],
  ['requests with a method', removeUser, 'users.py', 'requests.request("DELETE", f"{BASE}/users/{user_id}")'],
  ['a generated Python client', removeUser, 'users.py', 'delete_user.sync(client=client, id=user_id)'],
  ['a generated Go client', removeUser, 'users.go', 'resp, err := apiClient.DeleteUserWithResponse(ctx, id)'],
  [
    'a class of a generated client',
    removeUser,
    'web/a.ts',
    'const run = () => UsersService.deleteUser({ id }); import { UsersService } from "@/client"',
  ],
  [
    'a function of a generated client',
    removeUser,
    'web/a.ts',
    'await deleteUser({ path: { id } }); import { deleteUser } from "../client/sdk.gen"',
  ],
  [
    'a hook of a generated client',
    removeUser,
    'web/a.ts',
    'const m = useDeleteUser(); import { useDeleteUser } from "@/generated/users"',
  ],
  [
    'curl that sends',
    { ...listOrders, method: 'post' },
    'a.sh',
    "curl -s -d '{}' http://localhost:8080/orders",
  ],
  ['a query', listOrders, 'web/orders.ts', 'await fetch(`/orders?page=${page}`)'],
];

const others: readonly (readonly [string, CalledOperation, string, string])[] = [
  ['a longer path in Ruby', listOrders, 'a.rb', 'client.get("/orders/#{id}")'],
  ['a longer path with two values in Ruby', readAvatar, 'a.rb', 'client.get("/users/#{id}/avatar/#{size}")'],
  ['a page that a server fills in', listOrders, 'app/views/orders.html.erb', 'fetch("/orders")'],
  ['another method', removeUser, 'web/users.ts', 'await axios.get(`/users/${id}`);'],
  ['a longer path', removeUser, 'web/users.ts', 'await axios.delete(`/users/${id}/posts`);'],
  ['a path that ends alike', removeUser, 'web/users.ts', 'await axios.delete(`/admin/users/${id}`);'],
  ['the route itself', removeUser, 'server/users.ts', "router.delete('/users/{id}', remove);"],
  ['the route in FastAPI', removeUser, 'app/users.py', '@router.delete("/users/{id}")'],
  ['the route in Spring', removeUser, 'Users.java', '@DeleteMapping("/users/{id}")'],
  ['the route in Express', listOrders, 'server/orders.ts', "app.get('/orders', list)"],
  ['the route in Django', listOrders, 'shop/views.py', "path('orders', list_orders)"],
  ['the service behind it', removeUser, 'server/users.ts', 'await this.userService.deleteUser(id)'],
  ['its implementation', removeUser, 'server/users.ts', 'async deleteUser(id: string) {'],
  ['a page', listOrders, 'web/menu.tsx', '<Link to="/orders">Orders</Link>'],
  ['navigation', listOrders, 'web/menu.tsx', "navigate('/orders')"],
  ['a page with an api behind it', listOrders, 'web/menu.tsx', "router.push('/orders')"],
  ['prose', listOrders, 'README.md', "Call `fetch('/orders')` to list."],
  ['another word', listOrders, 'web/orders.ts', "fetch('/orders-archive')"],
  [
    'a description in code',
    listOrders,
    'web/lib/docs.ts',
    "const request = { paths: { '/orders': { get: listOrders } } }",
  ],
  [
    'the handler that a framework routes to',
    listOrders,
    'src/pages/api/orders/index.ts',
    "request({ url: '/orders' })",
  ],
  ["a service of one's own", removeUser, 'server/users.ts', 'await UsersService.deleteUser(id)'],
  [
    "a function of one's own",
    removeUser,
    'server/users.ts',
    'await deleteUser(id); import { deleteUser } from "./users"',
  ],
  [
    'an address of which the contract has several methods',
    { ...listOrders, alone: false },
    'web/a.ts',
    "const url = api.base + '/orders'",
  ],
  [
    'another method, further on',
    { ...listOrders, alone: false },
    'a.py',
    'url = f"{BASE}/orders"\nrequests.post(url, json={})',
  ],
  ['the same annotation on a server', removeUser, 'Users.kt', '@DELETE("users/{id}")'],
  ['the route of net/http', removeUser, 'users.go', 'mux.HandleFunc("DELETE /users/{id}", remove)'],
  ['the attribute of a controller', removeUser, 'Users.cs', '[HttpDelete("/users/{id}")]'],
  ['fetch reads', removeUser, 'web/users.ts', 'fetch(`/users/${id}`)'],
];

describe('callers of an operation', () => {
  test.each(callers)('%s', (_, operation, path, text) => {
    expect(matchCallers(path, `// a file\n${text}\n`, operation)).toEqual([
      { line: 2, by: expect.any(String) as string },
    ]);
  });

  test.each(others)('not %s', (_, operation, path, text) => {
    expect(matchCallers(path, `// a file\n${text}\n`, operation)).toEqual([]);
  });

  test('interactions that consumers wrote down', () => {
    const pact = JSON.stringify(
      {
        consumer: { name: 'web' },
        interactions: [
          { description: 'a', request: { method: 'GET', path: '/users/7' } },
          { description: 'b', request: { method: 'DELETE', path: '/users/7' } },
          { description: 'c', request: { method: 'delete', path: '/api/v2/users/8/' } },
          { description: 'd', request: { method: 'DELETE', path: '/users/7/posts' } },
        ],
      },
      null,
      2,
    );
    const lines = matchCallers('pacts/web-users.json', pact, removeUser).map(({ line }) => line);
    const text = pact.split('\n');
    expect(lines.map((line) => text[line - 1]?.trim())).toEqual([
      '"path": "/users/7"',
      '"path": "/api/v2/users/8/"',
    ]);
    expect(lines[0]).toBe(text.lastIndexOf('        "path": "/users/7"') + 1);
  });

  test.each([
    '',
    '{',
    '[]',
    '{"interactions": [null, {"request": 1}]}',
    '\0',
    '<<<<<<< a\n{}\n',
    '['.repeat(50_000),
  ])('a Pact file that is none', (content) => {
    expect(matchCallers('pacts/a.json', content, removeUser)).toEqual([]);
  });

  test('words to search for', () => {
    expect(operationWords(removeUser)).toEqual(['users', 'deleteUser', 'DeleteUser', 'delete_user']);
    expect(operationWords(readAvatar)).toEqual(['avatar']);
    expect(operationWords({ ...listOrders, path: '/api/v1/orders', operationId: 'list' })).toEqual([
      'orders',
    ]);
  });

  test('a hostile line costs no more than its length', () => {
    const text = `fetch(\`/users/${'${a'.repeat(600)}\n"${'/users/'.repeat(250)}\n`;
    const start = performance.now();
    expect(matchCallers('a.ts', text.repeat(200), readAvatar)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(endless);
  });
});
