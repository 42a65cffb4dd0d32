// One GET and two checks, one of them on the JSON of the answer. Runs on Loadbank and on k6.
import http from 'k6/http';
import { check } from 'k6';

export const options = { insecureSkipTLSVerify: true };

const target = __ENV.TARGET;
const field = __ENV.FIELD || 'user.name';
const want = __ENV.WANT || 'Ada';
const checks = {
  'status is 200': (r) => r.status === 200,
  'the JSON is right': (r) => r.json(field) === want,
};

export default function () {
  check(http.get(target), checks);
}
