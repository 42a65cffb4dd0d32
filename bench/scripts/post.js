// A POST of JSON whose answer is parsed and looked at. Runs on Loadbank and on k6.
import http from 'k6/http';
import { check } from 'k6';

const params = { headers: { 'Content-Type': 'application/json' } };
// the others send this very text, see measure/work.py
const order = {
  customer: 'Ada',
  items: [{ id: 0, count: 1 }, { id: 1, count: 2 }, { id: 2, count: 3 }],
  note: 'by the door',
};

export default function () {
  const response = http.post(__ENV.TARGET, JSON.stringify(order), params);
  const answer = response.json();
  check(response, {
    'status is 200': (r) => r.status === 200,
    'the JSON is right': () => answer.user.name === 'Ada' && answer.items.length === 3,
  });
}
