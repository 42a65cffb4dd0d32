// Assertions in the style of Chai that count as checks, after the documentation of k6chaijs: Loadbank's own implementation.
import { check, group } from 'k6';
import { equals } from 'https://jslib.k6.io/loadbank-equality/1/index.js';

const config = { aggregateChecks: true, logFailures: false, truncateVariableThreshold: 100, truncateMsgThreshold: 300 };

class AssertionError extends Error {
  constructor(message) {
    super(message);
    this.name = 'AssertionError';
  }
}

function shortened(text, limit) {
  return text.length > limit ? text.substring(0, limit) + '...' : text;
}

function shown(value) {
  if (typeof value === 'string') {
    return "'" + shortened(value, config.truncateVariableThreshold) + "'";
  }
  if (value === null || typeof value !== 'object') {
    return typeof value === 'function' ? '[Function' + (value.name ? ' ' + value.name : '') + ']' : String(value);
  }
  if (value instanceof RegExp || value instanceof Error || value instanceof Date) {
    return String(value);
  }
  try {
    return shortened(JSON.stringify(value), config.truncateVariableThreshold);
  } catch (e) {
    return '[object]';
  }
}

function typeOf(value) {
  if (value === null) {
    return 'null';
  }
  return typeof value === 'object' ? Object.prototype.toString.call(value).slice(8, -1).toLowerCase() : typeof value;
}

function article(type) {
  return (/^[aeiou]/.test(type) ? 'an ' : 'a ') + type;
}

function sizeOf(value) {
  return value instanceof Map || value instanceof Set ? value.size : value.length;
}

function nestedProperty(object, path) {
  let at = object;
  for (const key of String(path).replace(/\[(\w+)\]/g, '.$1').split('.').filter((part) => part !== '')) {
    if (at === null || at === undefined || !(key in Object(at))) {
      return { found: false };
    }
    at = at[key];
  }
  return { found: true, value: at };
}

const FLAGS = ['not', 'deep', 'nested', 'own', 'ordered', 'any', 'all', 'length'];
const CHAINS = ['to', 'be', 'been', 'is', 'that', 'which', 'and', 'has', 'have', 'with', 'at', 'of', 'same', 'but', 'does', 'still', 'also'];

class Assertion {
  constructor(value, message, flags = {}) {
    this.value = value;
    this.message = message;
    this.flags = flags;
  }

  flag(name) {
    return this.flags[name] === true;
  }

  /** Records a check and throws if it fails; %v in the words stands for nothing but the value's own name. */
  assert(ok, words, subject) {
    const negated = this.flag('not');
    const name = 'expected ' + (subject || this.message || shown(this.value)) + (negated ? ' to not ' : ' to ') + words;
    record(shortened(name, config.truncateMsgThreshold), Boolean(ok) !== negated, shown(this.value));
    return this;
  }

  alike(a, b) {
    return this.flag('deep') ? equals(a, b, true) : a === b;
  }

  number(words, test) {
    const value = this.flag('length') ? sizeOf(this.value) : this.value;
    const real = value instanceof Date ? value.getTime() : value;
    return this.assert(typeof real === 'number' && test(real), (this.flag('length') ? 'have a length ' : 'be ') + words);
  }
}

function record(name, ok, actual) {
  check(null, { [name]: () => ok });
  if (!ok) {
    if (config.logFailures) {
      console.warn(name + (name.includes(actual) ? '' : ', got ' + actual));
    }
    throw new AssertionError(name + (name.includes(actual) ? '' : ', got ' + actual));
  }
}

const PROPERTIES = {
  ok: (it) => it.assert(it.value, 'be truthy'),
  true: (it) => it.assert(it.value === true, 'be true'),
  false: (it) => it.assert(it.value === false, 'be false'),
  null: (it) => it.assert(it.value === null, 'be null'),
  undefined: (it) => it.assert(it.value === undefined, 'be undefined'),
  NaN: (it) => it.assert(Number.isNaN(it.value), 'be NaN'),
  exist: (it) => it.assert(it.value !== null && it.value !== undefined, 'exist'),
  empty: (it) =>
    it.assert(
      typeof it.value === 'string' || Array.isArray(it.value) || it.value instanceof Map || it.value instanceof Set
        ? sizeOf(it.value) === 0
        : Object.keys(it.value).length === 0,
      'be empty'),
  finite: (it) => it.assert(Number.isFinite(it.value), 'be a finite number'),
  extensible: (it) => it.assert(Object.isExtensible(it.value), 'be extensible'),
  sealed: (it) => it.assert(Object.isSealed(it.value), 'be sealed'),
  frozen: (it) => it.assert(Object.isFrozen(it.value), 'be frozen'),
};

function includes(it, part) {
  const value = it.value;
  let ok;
  if (typeof value === 'string') {
    ok = value.includes(part);
  } else if (Array.isArray(value) || value instanceof Set) {
    ok = [...value].some((each) => it.alike(each, part));
  } else if (value instanceof Map) {
    ok = [...value.values()].some((each) => it.alike(each, part));
  } else {
    ok = value !== null && typeof value === 'object' && Object.keys(part).every((key) => key in value && it.alike(value[key], part[key]));
  }
  return it.assert(ok, 'include ' + shown(part));
}

function property(it, name, ...wanted) {
  const holder = it.value === null || it.value === undefined ? {} : Object(it.value);
  const found = it.flag('nested')
    ? nestedProperty(holder, name)
    : { found: it.flag('own') ? Object.prototype.hasOwnProperty.call(holder, name) : name in holder, value: holder[name] };
  const ok = found.found && (wanted.length === 0 || it.alike(found.value, wanted[0]));
  it.assert(ok, 'have property ' + shown(name) + (wanted.length === 0 ? '' : ' of ' + shown(wanted[0])));
  // the chain goes on about the property
  return it.flag('not') ? it : new Assertion(found.value, undefined, {});
}

function keys(it, ...given) {
  const list = Array.isArray(given[0]) ? given[0] : given[0] !== null && typeof given[0] === 'object' ? Object.keys(given[0]) : given;
  const own = it.value instanceof Map || it.value instanceof Set ? [...it.value.keys()] : Object.keys(it.value);
  const has = (key) => own.includes(key);
  const whole = it.flag('contains') || it.flag('any') || own.length === list.length;
  return it.assert(it.flag('any') ? list.some(has) : list.every(has) && whole, 'have keys ' + list.map(shown).join(', '));
}

function members(it, list) {
  const left = [...list];
  const all = it.value.every((each, i) => {
    const at = it.flag('ordered') ? (it.alike(each, left[i]) ? i : -1) : left.findIndex((other) => it.alike(each, other));
    if (at >= 0 && !it.flag('ordered')) {
      left.splice(at, 1);
    }
    return at >= 0;
  });
  const subset = list.every((each) => it.value.some((other) => it.alike(each, other)));
  return it.assert(it.flag('contains') ? subset : all && list.length === it.value.length, 'have the members ' + shown(list));
}

function throws(it, type, message) {
  let caught = null;
  try {
    it.value();
  } catch (e) {
    caught = { error: e };
  }
  let ok = caught !== null;
  const text = ok ? (caught.error instanceof Error ? caught.error.message : String(caught.error)) : '';
  const pattern = typeof type === 'string' || type instanceof RegExp ? type : message;
  if (ok && typeof type === 'function') {
    ok = caught.error instanceof type;
  } else if (ok && type instanceof Error) {
    ok = caught.error === type;
  }
  if (ok && pattern !== undefined) {
    ok = pattern instanceof RegExp ? pattern.test(text) : text.includes(pattern);
  }
  return it.assert(ok, 'throw ' + (type === undefined ? 'an error' : typeof type === 'function' ? type.name : shown(type)));
}

const METHODS = {
  equal: (it, other) => it.assert(it.alike(it.value, other), (it.flag('deep') ? 'deeply equal ' : 'equal ') + shown(other)),
  eql: (it, other) => it.assert(equals(it.value, other, true), 'deeply equal ' + shown(other)),
  above: (it, n) => it.number('above ' + shown(n), (value) => value > n),
  least: (it, n) => it.number('at least ' + shown(n), (value) => value >= n),
  below: (it, n) => it.number('below ' + shown(n), (value) => value < n),
  most: (it, n) => it.number('at most ' + shown(n), (value) => value <= n),
  within: (it, from, to) => it.number('within ' + from + '..' + to, (value) => value >= from && value <= to),
  closeTo: (it, n, delta) => it.number('close to ' + n + ' +/- ' + delta, (value) => Math.abs(value - n) <= delta),
  instanceof: (it, type) => it.assert(it.value instanceof type, 'be an instance of ' + type.name),
  property,
  ownProperty: (it, ...rest) => property(new Assertion(it.value, it.message, { ...it.flags, own: true }), ...rest),
  lengthOf: (it, n) => it.assert(sizeOf(it.value) === n, 'have a length of ' + n),
  match: (it, pattern) => it.assert(pattern.test(it.value), 'match ' + pattern),
  string: (it, part) => it.assert(typeof it.value === 'string' && it.value.includes(part), 'contain ' + shown(part)),
  keys,
  throw: throws,
  respondTo: (it, name) =>
    it.assert(typeof (typeof it.value === 'function' ? it.value.prototype : it.value)[name] === 'function', 'respond to ' + shown(name)),
  satisfy: (it, test) => it.assert(test(it.value), 'satisfy ' + shown(test)),
  members,
  oneOf: (it, list) => it.assert(list.some((each) => it.alike(it.value, each)), 'be one of ' + shown(list)),
  validJsonBody(it) {
    let ok = true;
    try {
      it.value.json();
    } catch (e) {
      ok = false;
    }
    const negated = it.flag('not');
    record((negated ? 'has no valid json body' : 'has valid json body'), ok !== negated, 'another body');
    return it;
  },
};

const ALIASES = {
  equals: 'equal', eq: 'equal', eqls: 'eql', gt: 'above', greaterThan: 'above', gte: 'least', greaterThanOrEqual: 'least', lt: 'below',
  lessThan: 'below', lte: 'most', lessThanOrEqual: 'most', approximately: 'closeTo', instanceOf: 'instanceof', haveOwnProperty: 'ownProperty',
  matches: 'match', key: 'keys', throws: 'throw', Throw: 'throw', respondsTo: 'respondTo', satisfies: 'satisfy',
};

for (const word of CHAINS) {
  Object.defineProperty(Assertion.prototype, word, { get() { return this; }, configurable: true });
}
for (const word of FLAGS) {
  Object.defineProperty(Assertion.prototype, word, {
    get() {
      const next = new Assertion(this.value, this.message, { ...this.flags, [word]: true });
      // length is a method as well, and one that has a chain of its own
      return word === 'length' ? callable(next, (n) => METHODS.lengthOf(this, n)) : next;
    },
    configurable: true,
  });
}
function defineProperty(name, test) {
  Object.defineProperty(Assertion.prototype, name, { get() { return test(this) || this; }, configurable: true });
}
function defineMethod(name, test) {
  Object.defineProperty(Assertion.prototype, name, {
    value(...args) { return test(this, ...args) || this; }, configurable: true, writable: true });
}
Object.keys(PROPERTIES).forEach((name) => defineProperty(name, PROPERTIES[name]));
Object.keys(METHODS).forEach((name) => defineMethod(name, METHODS[name]));
Object.keys(ALIASES).forEach((name) => defineMethod(name, METHODS[ALIASES[name]]));
for (const [word, test] of [
  ['a', (it, type) => it.assert(typeOf(it.value) === type.toLowerCase(), 'be ' + article(type))],
  ['include', includes],
]) {
  for (const name of word === 'a' ? ['a', 'an'] : ['include', 'includes', 'contain', 'contains']) {
    Object.defineProperty(Assertion.prototype, name, {
      get() {
        const flags = word === 'a' ? this.flags : { ...this.flags, contains: true };
        return callable(new Assertion(this.value, this.message, flags), (arg) => test(this, arg));
      },
      configurable: true,
    });
  }
}

/** An assertion that can be called as well. */
function callable(assertion, call) {
  return new Proxy(call, {
    get: (_, name) => {
      const found = assertion[name];
      return typeof found === 'function' && !(found instanceof Assertion) && name in METHODS ? found.bind(assertion) : found;
    },
  });
}

export function expect(value, message) {
  return new Assertion(value, message);
}

expect.fail = (message = 'expect.fail()') => record(message, false, '');

const assertions = {
  isOk: (it) => it.ok, isTrue: (it) => it.true, isFalse: (it) => it.false, isNull: (it) => it.null, isUndefined: (it) => it.undefined,
  equal: (it, other) => it.equal(other), notEqual: (it, other) => it.not.equal(other), strictEqual: (it, other) => it.equal(other),
  deepEqual: (it, other) => it.eql(other), isAbove: (it, n) => it.above(n), isBelow: (it, n) => it.below(n), include: (it, part) => it.include(part),
  match: (it, pattern) => it.match(pattern), property: (it, name) => it.property(name), lengthOf: (it, n) => it.lengthOf(n), isArray: (it) => it.an('array'),
};

export function assert(value, message) {
  record(message === undefined ? 'expected ' + shown(value) + ' to be truthy' : message, Boolean(value), shown(value));
}
for (const name of Object.keys(assertions)) {
  assert[name] = (value, ...args) => assertions[name](new Assertion(value), ...args);
}

/** What plug-ins get: addProperty and addMethod, overwriting nothing by themselves. */
export const chai = {
  config,
  expect,
  assert,
  Assertion,
  AssertionError,
  use(plugin) {
    plugin(chai, {
      flag: (it, name, value) => (value === undefined ? (name === 'object' ? it.value : it.flags[name]) : (it.flags[name] = value)),
      inspect: shown,
      type: typeOf,
      addMethod: (_, name, method) => Assertion.addMethod(name, method),
      addProperty: (_, name, getter) => Assertion.addProperty(name, getter),
    });
    return chai;
  },
};
Object.defineProperty(Assertion.prototype, '_obj', { get() { return this.value; } });
Assertion.addMethod = (name, method) => defineMethod(name, (it, ...args) => method.apply(it, args));
Assertion.addProperty = (name, getter) => defineProperty(name, (it) => getter.call(it));

/** Runs the block in a group; false once an assertion has failed, and the rest of the block is not run. */
export function describe(name, block) {
  const failed = (e) => {
    if (!(e instanceof AssertionError)) {
      check(null, { ['Exception raised: ' + e]: () => false });
      console.error(String(e));
    }
    return false;
  };
  let result = true;
  group(name, () => {
    try {
      const returned = block();
      result = returned !== null && typeof returned === 'object' && typeof returned.then === 'function'
        ? returned.then(() => true, failed)
        : true;
    } catch (e) {
      result = failed(e);
    }
  });
  return result;
}

export default chai;
