// One GET and two checks, one of them on the JSON of the answer. Runs on Loadbank and on k6.
import http from 'k6/http';
import { check } from 'k6';

export default function () {
  const response = http.get(__ENV.TARGET);
  check(response, {
    'status is 200': (r) => r.status === 200,
    'the JSON is right': (r) => r.json('user.name') === 'Ada',
  });
}
