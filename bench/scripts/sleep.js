// A GET with two checks, then a second of rest. Runs on Loadbank and on k6.
import http from 'k6/http';
import { check, sleep } from 'k6';

export default function () {
  check(http.get(__ENV.TARGET), {
    'status is 200': (r) => r.status === 200,
    'the JSON is right': (r) => r.json('user.name') === 'Ada',
  });
  sleep(1);
}
