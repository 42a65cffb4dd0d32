// What the daemon runs for a moment before it is ready; see WarmUp.
import http from 'k6/http';
import { check, group } from 'k6';
import { Counter, Trend } from 'k6/metrics';

const counter = new Counter('warm_ups');
const trend = new Trend('warm_up_bytes');

export default function () {
  const response = http.get(`${__ENV.TARGET}/get`, { tags: { kind: 'warm-up' } });
  check(response, {
    'is 200': (r) => r.status === 200,
    'is ok': (r) => r.json('ok') === true,
  });
  if (__ITER % 8 === 0) {
    group('post', () => {
      const posted = http.post(`${__ENV.TARGET}/post`, JSON.stringify({ iteration: __ITER }), {
        headers: { 'Content-Type': 'application/json' },
      });
      check(posted, { 'has items': (r) => r.json().items.length === 2 });
      counter.add(1);
      trend.add(posted.body.length);
    });
  }
}
