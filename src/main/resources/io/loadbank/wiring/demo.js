import http from 'k6/http';
import { check, sleep } from 'k6';

// Turned from outside while it runs: vus up to maxVUs, paused, stopped. Duration 0: it has no end of its own.
export const options = {
  scenarios: {
    visitors: { executor: 'externally-controlled', vus: 5, maxVUs: 50, duration: '0' },
  },
  thresholds: {
    http_req_duration: ['p(95)<500'],
    checks: ['rate>0.99'],
  },
};

export default function () {
  const response = http.get(`${__ENV.TARGET}/json`);
  check(response, {
    'status is 200': (r) => r.status === 200,
    'service is ok': (r) => r.json('ok') === true,
  });
  sleep(0.5 + Math.random() / 2);
}
