// Several kinds of users at once, weighted by their VUs: most browse, some search, few buy.
import http from 'k6/http';
import { check, sleep } from 'k6';

const TARGET = __ENV.TARGET;
const everySecond = { executor: 'constant-vus', duration: '2s', gracefulStop: '2s' };

export const options = {
  scenarios: {
    browse: Object.assign({ vus: 6, exec: 'browse', tags: { kind: 'read' } }, everySecond),
    search: Object.assign({ vus: 3, exec: 'search', tags: { kind: 'read' }, env: { QUERY: 'chairs' } }, everySecond),
    buy: { executor: 'shared-iterations', vus: 1, iterations: 3, startTime: '500ms', exec: 'buy', tags: { kind: 'write' } },
  },
  thresholds: {
    checks: ['rate==1'],
    'http_reqs{kind:write}': ['count==3'],
    'http_req_duration{kind:read}': ['p(95)<2000'],
    'iterations{scenario:browse}': ['count>0'],
    'iterations{scenario:search}': ['count>0'],
  },
};

export function browse() {
  check(http.get(`${TARGET}/json`), { 'page is there': (r) => r.status === 200 });
  sleep(0.1);
}

export function search() {
  const found = http.get(`${TARGET}/get?q=${encodeURIComponent(__ENV.QUERY)}`);
  check(found, { 'the query arrived': (r) => r.json('args.q') === 'chairs' });
  sleep(0.2);
}

export function buy() {
  const order = http.post(`${TARGET}/post`, JSON.stringify({ item: 'chair', count: 1 }));
  check(order, { 'the order is taken': (r) => r.status === 200 });
}
