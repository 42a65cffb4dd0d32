// Pins: k6chaijs, expect and k6-testing as scripts import them from jslib.k6.io; httpx against the target.
import { check, group } from 'k6';
import exec from 'k6/execution';
import { Counter } from 'k6/metrics';
import chai, { describe, expect } from 'https://jslib.k6.io/k6chaijs/4.3.4.3/index.js';
import { describe as oldDescribe } from 'https://jslib.k6.io/expect/0.0.5/index.js';
import { expect as playwright } from 'https://jslib.k6.io/k6-testing/0.5.0/index.js';
import { Httpx, Get, Request } from 'https://jslib.k6.io/httpx/0.1.0/index.js';
import http from 'k6/http';

const done = new Counter('conformance_done');
export const options = {
  vus: 1,
  iterations: 1,
  thresholds: {
    'checks{expected:fail}': ['rate==0'],
    'checks{judge:true}': ['rate==1'],
    conformance_done: ['count==1'],
  },
};

const JUDGE = { judge: 'true' };

export default function () {
  const session = new Httpx({ baseURL: __ENV.BASE_URL, headers: { 'X-Session': 'a' }, tags: { who: 'session' }, timeout: 20000 });
  session.addHeader('X-More', 'b');
  session.addTag('more', 'tag');
  const echoed = session.post('/anything', 'body', { headers: { 'X-Own': 'c' } });
  const batch = session.batch([new Get('/anything'), new Request('GET', '/anything')], { tags: { name: 'both' } });
  const templated = session.get(http.url`/anything?n=${5}`);
  const sent = JSON.stringify(echoed.json());
  check(null, {
    'httpx sends with its base, headers and body': () => echoed.status === 200 && /X-Session/i.test(sent) && /X-More/i.test(sent) && /X-Own/i.test(sent),
    'httpx batch': () => batch.length === 2 && batch.every((r) => r.status === 200),
    'httpx takes http.url': () => templated.status === 200 && templated.url.endsWith('/anything?n=5'),
  }, JUDGE);

  let reached = false;
  const good = describe('all is well', () => {
    expect(echoed.status, 'response status').to.equal(200);
    expect(echoed).to.have.validJsonBody();
    expect([1, 2, 3]).to.include(2).and.have.lengthOf(3);
    expect([1, 2, 3]).to.be.an('array').that.includes(3);
    expect({ a: { b: 1 } }).to.deep.equal({ a: { b: 1 } });
    expect({ a: { b: [1] } }).to.have.nested.property('a.b[0]', 1);
    expect({ a: 1 }).to.have.property('a').that.is.a('number').above(0);
    expect({ a: 1, b: 2 }).to.have.all.keys('a', 'b').and.not.have.any.keys('c');
    expect('abc').to.have.length(3).and.match(/b/).and.not.contain('x');
    expect([1, 2]).to.have.length.within(1, 2);
    expect(5).to.be.within(1, 9).and.be.oneOf([4, 5]).and.not.be.null;
    expect(() => { throw new TypeError('boom'); }).to.throw(TypeError, 'boom');
    expect([]).to.be.empty;
    expect([3, 1]).to.have.members([1, 3]);
    reached = true;
  });
  exec.vu.tags.expected = 'fail';
  let after = false;
  const bad = describe('one is wrong', () => {
    expect(1, 'one').to.equal(2);
    after = true;
  });
  const broken = oldDescribe('old and wrong', (t) => {
    t.expect(1).as('one').toEqual(2).and(3).toEqual(3);
  });
  delete exec.vu.tags.expected;
  const old = oldDescribe('old and well', (t) => {
    t.expect(echoed.status).as('response status').toEqual(200).and(echoed).toHaveValidJson().and(5).toBeBetween(1, 9).and('abc').toInclude('b');
  });
  playwright(echoed.status).toBe(200);
  playwright({ a: [1, { b: 2 }] }).toEqual({ a: [1, { b: 2 }] });
  playwright({ a: 1, b: 'text' }).toEqual(playwright.objectContaining({ a: playwright.any(Number) }));
  playwright([1, 2, 3]).toContain(2);
  playwright('hello').not.toContain('x');
  playwright([1, 2]).toHaveLength(2);
  playwright({ a: { b: 1 } }).toHaveProperty('a.b', 1);
  playwright(0.1 + 0.2).toBeCloseTo(0.3);
  playwright(null).toBeNull();
  playwright(() => { throw new Error('x'); }).toThrow('x');
  playwright.soft(3).toBeGreaterThanOrEqual(3);
  playwright.configure({ soft: true })(1).not.toBe(2);
  let thrown = '';
  try {
    playwright.configure({ softMode: 'throw', soft: true })(1, 'one').toBe(2);
  } catch (e) {
    thrown = e.message;
  }
  check(null, {
    'describe tells how it went': () => good === true && reached && bad === false && !after,
    'the old describe too': () => old === true && broken === false,
    'chai.config is there': () => chai.config.truncateMsgThreshold > 0,
    'soft throws if told so': () => thrown === 'one: expect(1).toBe(2) failed',
  }, JUDGE);
  done.add(1);
}
