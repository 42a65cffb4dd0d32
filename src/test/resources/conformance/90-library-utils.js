// Pins: k6-utils and form-urlencoded, papaparse, url, formdata as scripts import them from jslib.k6.io.
import { check as k6Check, sleep } from 'k6';
import http from 'k6/http';
import { Counter } from 'k6/metrics';
import {
  randomIntBetween, randomItem, randomString, uuidv4, findBetween, normalDistributionStages, check, getCurrentStageIndex,
  tagWithCurrentStageIndex, tagWithCurrentStageProfile,
} from 'https://jslib.k6.io/k6-utils/1.4.0/index.js';
import urlencode from 'https://jslib.k6.io/form-urlencoded/3.0.0/index.js';
import papaparse from 'https://jslib.k6.io/papaparse/5.1.1/index.js';
import { URL, URLSearchParams } from 'https://jslib.k6.io/url/1.0.0/index.js';
import { FormData } from 'https://jslib.k6.io/formdata/0.0.2/index.js';
import exec from 'k6/execution';

const done = new Counter('conformance_done');
export const options = {
  scenarios: {
    staged: { executor: 'ramping-vus', startVUs: 1, stages: [{ duration: '1s', target: 1 }], gracefulRampDown: '0s', gracefulStop: '5s', exec: 'staged' },
    once: { executor: 'per-vu-iterations', vus: 1, iterations: 1, exec: 'once' },
  },
  thresholds: { checks: ['rate==1'], conformance_done: ['count>=2'] },
};

export function staged() {
  if (exec.vu.iterationInScenario === 0) {
    tagWithCurrentStageIndex();
    tagWithCurrentStageProfile();
    k6Check(null, {
      'stage index': () => getCurrentStageIndex() === 0,
      'stage tags': () => exec.vu.tags.stage === '0' && exec.vu.tags.stage_profile === 'steady',
    });
    done.add(1);
  }
  sleep(0.2);
}

export async function once() {
  const numbers = Array.from({ length: 200 }, () => randomIntBetween(1, 3));
  const rows = papaparse.parse('name,age,ok\n"Ann, B",3,true\n"say ""hi""",4.5,false\n\n', { header: true, dynamicTyping: true, skipEmptyLines: true });
  const url = new URL('../c d?x=1#h', 'https://u:p@Example.org:443/a/b/');
  url.searchParams.append('q', 'a b&c');
  const params = new URLSearchParams([['a', '1'], ['b', '2'], ['a', '3']]);
  const form = new FormData();
  form.append('text', 'hello');
  form.append('file', http.file('data', 'n.txt', 'text/plain'));
  const body = String.fromCharCode(...new Uint8Array(form.body()));
  const stages = normalDistributionStages(10, 20);
  const asynchronous = check(7, { 'late truth': async (v) => v === 7, 'a promise': Promise.resolve(true), plain: true });
  k6Check(null, {
    'randomIntBetween includes both ends': () => numbers.every((n) => n >= 1 && n <= 3) && numbers.includes(1) && numbers.includes(3),
    'randomItem': () => ['a', 'b'].includes(randomItem(['a', 'b'])),
    'randomString': () => /^[a-z]{8}$/.test(randomString(8)) && /^[01]{5}$/.test(randomString(5, '01')),
    'uuidv4': () => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uuidv4()) && uuidv4(true) !== uuidv4(true),
    'findBetween': () => findBetween('<b>x</b><b>y</b>', '<b>', '</b>') === 'x' && findBetween('x', '<', '>') === '',
    'findBetween repeated': () => findBetween('<b>x</b><b>y</b>', '<b>', '</b>', true).join() === 'x,y' && findBetween('x', '<', '>', true).length === 0,
    'normalDistributionStages': () => Math.max(...stages.map((s) => s.target)) === 10 && stages[stages.length - 1].target === 0 && stages.every((s) => /^\d+s$/.test(s.duration)),
    'check with promises is a promise': () => typeof asynchronous.then === 'function',
    'check without promises is a boolean': () => check(1, { one: (v) => v === 1 }) === true,
    'form-urlencoded': () => urlencode({ a: 'x y', b: [1, 2], c: { d: null, e: '&' }, f: undefined }) === 'a=x+y&b%5B0%5D=1&b%5B1%5D=2&c%5Bd%5D=&c%5Be%5D=%26',
    'papaparse header and types': () => JSON.stringify(rows.data) === '[{"name":"Ann, B","age":3,"ok":true},{"name":"say \\"hi\\"","age":4.5,"ok":false}]',
    'papaparse meta': () => rows.meta.fields.join() === 'name,age,ok' && rows.errors.length === 0,
    'papaparse guesses': () => JSON.stringify(papaparse.parse('a;b\r\n1;"2\r\n3"').data) === '[["a","b"],["1","2\\r\\n3"]]',
    'papaparse keeps empty lines': () => papaparse.parse('a,b\n\n').data.length === 3,
    'papaparse mismatch': () => papaparse.parse('a,b\n1', { header: true }).errors[0].code === 'TooFewFields',
    'papaparse unparse': () => papaparse.unparse([{ a: 1, b: 'x,"y"' }]) === 'a,b\r\n1,"x,""y"""',
    'URL': () => url.href === 'https://u:p@example.org/a/c%20d?x=1&q=a+b%26c#h' && url.origin === 'https://example.org' && url.port === '',
    'URL parts': () => url.username === 'u' && url.password === 'p' && url.pathname === '/a/c%20d' && url.hash === '#h',
    'URL refuses': () => { try { new URL('nope'); return false; } catch (e) { return e instanceof TypeError; } },
    'URLSearchParams': () => params.getAll('a').join() === '1,3' && (params.set('a', 'ü'), params.toString() === 'a=%C3%BC&b=2') && new URLSearchParams('?x=%20+y').get('x') === '  y',
    'FormData': () => body === '--' + form.boundary + '\r\nContent-Disposition: form-data; name="text"\r\n\r\nhello\r\n--' + form.boundary
      + '\r\nContent-Disposition: form-data; name="file"; filename="n.txt"\r\nContent-Type: text/plain\r\n\r\ndata\r\n--' + form.boundary + '--\r\n',
  });
  k6Check(await asynchronous, { 'promises are awaited': (ok) => ok === true });
  done.add(1);
}
