// What the cache of the distribution is trained with; see Training.
import http from 'k6/http';
import { check, group, sleep } from 'k6';
import { Counter, Gauge, Rate, Trend } from 'k6/metrics';
import { SharedArray } from 'k6/data';
import exec from 'k6/execution';
import crypto from 'k6/crypto';
import encoding from 'k6/encoding';
import { parseHTML } from 'k6/html';

const counter = new Counter('trained');
const gauge = new Gauge('trained_last');
const rate = new Rate('trained_well');
const trend = new Trend('trained_time', true);
const words = new SharedArray('words', () => ['one', 'two', 'three']);

export const options = {
  insecureSkipTLSVerify: true,
  thresholds: { checks: ['rate>0.9'], http_req_duration: ['p(95)<60000'], 'http_reqs{scenario:constant}': ['count>0'] },
  scenarios: {
    constant: { executor: 'constant-vus', vus: 8, duration: '8s' },
    ramping: { executor: 'ramping-vus', stages: [{ duration: '3s', target: 3 }, { duration: '2s', target: 0 }], exec: 'other' },
    shared: { executor: 'shared-iterations', vus: 2, iterations: 20, exec: 'other' },
    perVu: { executor: 'per-vu-iterations', vus: 2, iterations: 10, exec: 'other' },
    constantRate: { executor: 'constant-arrival-rate', rate: 50, duration: '6s', preAllocatedVUs: 5, maxVUs: 20, exec: 'other' },
    rampingRate: { executor: 'ramping-arrival-rate', stages: [{ duration: '4s', target: 40 }], preAllocatedVUs: 5, exec: 'secure' },
    external: { executor: 'externally-controlled', vus: 1, maxVUs: 4, duration: '6s', exec: 'secure' },
  },
};

export function setup() {
  return { base: http.get(`${__ENV.TARGET}/setup`).json('ok') };
}

export default function (data) {
  const response = http.get(`${__ENV.TARGET}/get`, { tags: { kind: 'training' } });
  check(response, {
    'is 200': (r) => r.status === 200,
    'is ok': (r) => r.json('ok') === data.base,
  });
}

export function other() {
  group('other', () => {
    const body = JSON.stringify({ word: words[exec.vu.idInTest % words.length], at: Date.now() });
    const response = http.post(http.url`${__ENV.TARGET}/post/${__ITER}`, body, {
      headers: { 'Content-Type': 'application/json' },
    });
    check(response, { 'has items': (r) => r.json().items.length === 2 });
    http.batch([`${__ENV.TARGET}/a`, `${__ENV.TARGET}/b`]);
    trend.add(response.timings.duration);
  });
  counter.add(1, { word: words[0] });
  gauge.add(__ITER);
  rate.add(true);
  crypto.sha256(encoding.b64encode('training'), 'hex');
  parseHTML('<p class="a">text</p>').find('p.a').text();
  sleep(0.02);
}

export async function secure() {
  const response = await http.asyncRequest('GET', `${__ENV.SECURE}/get`);
  check(response, { 'is secure': (r) => r.status === 200 && r.tls_version !== '' });
  sleep(0.02);
}

export function teardown() {}

export function handleSummary(data) {
  return { 'summary.json': JSON.stringify(data), stdout: 'trained' };
}
