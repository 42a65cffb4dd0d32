// Create, read, change and delete as JSON. setup() makes what all VUs share, teardown() takes it away.
import http from 'k6/http';
import { check } from 'k6';

export const options = {
  scenarios: { crud: { executor: 'per-vu-iterations', vus: 2, iterations: 2, maxDuration: '30s' } },
  thresholds: {
    checks: ['rate==1'],
    http_req_failed: ['rate==0'],
  },
};

const TARGET = __ENV.TARGET;
const JSON_BODY = { headers: { 'Content-Type': 'application/json' } };

export function setup() {
  const shelf = http.post(`${TARGET}/anything/shelves`, JSON.stringify({ name: 'books' }), JSON_BODY);
  return { shelf: shelf.json('json.name') };
}

export default function (data) {
  const id = `${__VU}-${__ITER}`;
  // every item has a URL of its own; the template keeps them one row in the results
  const item = http.url`${TARGET}/anything/items/${id}`;

  const created = http.post(item, JSON.stringify({ id, shelf: data.shelf, price: 10 }), JSON_BODY);
  check(created, {
    created: (r) => r.status === 200 && r.json('method') === 'POST',
    'on the shelf of setup()': (r) => r.json('json.shelf') === 'books',
  });
  check(http.get(item), { read: (r) => r.json('path') === `/anything/items/${id}` });
  check(http.patch(item, JSON.stringify({ price: 12 }), JSON_BODY), { changed: (r) => r.json('json.price') === 12 });
  check(http.del(item), { deleted: (r) => r.json('method') === 'DELETE' });
}

export function teardown(data) {
  check(http.del(`${TARGET}/anything/shelves/${data.shelf}`), { 'shelf removed': (r) => r.status === 200 });
}
