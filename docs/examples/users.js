// Data-driven load: the users live once in memory, whatever the number of VUs, and each iteration takes its own.
import http from 'k6/http';
import exec from 'k6/execution';
import { SharedArray } from 'k6/data';
import { check } from 'k6';
import { Counter } from 'k6/metrics';

const users = new SharedArray('users', () => JSON.parse(open('./data/users.json')));
const logins = new Counter('logins');

export const options = {
  vus: 3,
  iterations: 9,
  thresholds: { checks: ['rate==1'], logins: ['count==9'], 'logins{user:ann}': ['count==3'] },
};

export default function () {
  // iterationInTest is unique over all VUs: no user is taken twice in a row
  const user = users[exec.scenario.iterationInTest % users.length];
  const response = http.post(`${__ENV.TARGET}/post`, { name: user.name, password: user.password });
  check(response, { 'the form arrived': (r) => r.json('form.name') === user.name && r.json('form.password') === user.password });
  logins.add(1, { user: user.name });
}
