// Assertions after the documentation of k6-testing, without those about pages of a browser: Loadbank's own implementation.
import exec from 'k6/execution';
import { ASYMMETRIC, equals } from 'https://jslib.k6.io/loadbank-equality/1/index.js';

function shown(value) {
  if (typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (value !== null && typeof value === 'object' && typeof value[ASYMMETRIC] === 'function') {
    return String(value);
  }
  if (value instanceof Error || typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') {
    return String(value);
  }
  try {
    const text = JSON.stringify(value);
    return text === undefined ? String(value) : text;
  } catch (e) {
    return String(value);
  }
}

function matchesObject(actual, expected) {
  return expected !== null && typeof expected === 'object' && !Array.isArray(expected) && actual !== null && typeof actual === 'object'
    ? Object.keys(expected).every((key) => key in actual && matchesObject(actual[key], expected[key]))
    : equals(actual, expected);
}

function property(object, path) {
  const keys = Array.isArray(path) ? path : String(path).replace(/\[(\w+)\]/g, '.$1').split('.').filter((key) => key !== '');
  let at = object;
  for (const key of keys) {
    if (at === null || at === undefined || !(key in Object(at))) {
      return { found: false, value: undefined };
    }
    at = at[key];
  }
  return { found: true, value: at };
}

function contains(received, item) {
  if (typeof received === 'string') {
    return received.includes(String(item));
  }
  if (received === null || received === undefined || typeof received[Symbol.iterator] !== 'function') {
    throw new TypeError('toContain needs a string, an array or a set, not ' + shown(received));
  }
  return [...received].some((each) => Object.is(each, item));
}

function thrown(received, expected) {
  try {
    received();
  } catch (e) {
    const text = e instanceof Error ? e.message : String(e);
    if (expected === undefined) {
      return true;
    }
    if (typeof expected === 'string') {
      return text.includes(expected);
    }
    return expected instanceof RegExp ? expected.test(text) : typeof expected === 'function' ? e instanceof expected : text === expected.message;
  }
  return false;
}

const MATCHERS = {
  toBe: (received, expected) => Object.is(received, expected),
  toEqual: (received, expected) => equals(received, expected),
  toStrictEqual: (received, expected) => equals(received, expected, true),
  toBeTruthy: (received) => Boolean(received),
  toBeFalsy: (received) => !received,
  toBeDefined: (received) => received !== undefined,
  toBeUndefined: (received) => received === undefined,
  toBeNull: (received) => received === null,
  toBeNaN: (received) => Number.isNaN(received),
  toBeGreaterThan: (received, expected) => received > expected,
  toBeGreaterThanOrEqual: (received, expected) => received >= expected,
  toBeLessThan: (received, expected) => received < expected,
  toBeLessThanOrEqual: (received, expected) => received <= expected,
  toBeCloseTo: (received, expected, digits = 2) =>
    received === expected || Math.abs(received - expected) < 10 ** -digits / 2,
  toBeInstanceOf: (received, expected) => received instanceof expected,
  toContain: contains,
  toContainEqual: (received, expected) => [...received].some((each) => equals(each, expected)),
  toHaveLength: (received, expected) => received !== null && received !== undefined && received.length === expected,
  toHaveProperty(received, path, ...expected) {
    const { found, value } = property(received, path);
    return found && (expected.length === 0 || equals(value, expected[0]));
  },
  toMatch: (received, expected) => (expected instanceof RegExp ? expected.test(received) : String(received).includes(expected)),
  toMatchObject: matchesObject,
  toThrow: thrown,
  toThrowError: thrown,
};

const OF_PAGES = [
  'toBeAttached', 'toBeChecked', 'toBeDisabled', 'toBeEditable', 'toBeEmpty', 'toBeEnabled', 'toBeHidden', 'toBeVisible', 'toBeInViewport',
  'toBeFocused', 'toContainText', 'toHaveAttribute', 'toHaveClass', 'toHaveCount', 'toHaveId', 'toHaveText', 'toHaveTitle', 'toHaveURL',
  'toHaveValue',
];

function report(config, message) {
  const error = new Error(message);
  if (config.softMode === 'throw' && config.soft) {
    throw error;
  }
  const place = String(error.stack).split('\n').find((line) => /file:\/\/|https:\/\/(?!jslib)/.test(line));
  const text = message + (place === undefined ? '' : '\n' + place);
  if (config.soft) {
    exec.test.fail(text);
  } else {
    exec.test.abort(text);
  }
}

function expectation(received, name, config, negated) {
  const object = {};
  for (const matcher of Object.keys(MATCHERS)) {
    object[matcher] = (...expected) => {
      if (MATCHERS[matcher](received, ...expected) === negated) {
        const wanted = expected.map(shown).join(', ');
        report(config, (name === undefined ? '' : name + ': ')
          + 'expect(' + shown(received) + ')' + (negated ? '.not' : '') + '.' + matcher + '(' + wanted + ') failed');
      }
    };
  }
  for (const matcher of OF_PAGES) {
    object[matcher] = () => {
      throw new Error(matcher + ' asserts what a browser shows, and Loadbank has no browser module');
    };
  }
  if (!negated) {
    Object.defineProperty(object, 'not', { get: () => expectation(received, name, config, true) });
  }
  return object;
}

function asymmetric(name, test) {
  return { [ASYMMETRIC]: test, toString: () => name };
}

function create(config) {
  const expect = (received, name) => expectation(received, name, config, false);
  expect.soft = (received, name) => expectation(received, name, { ...config, soft: true }, false);
  expect.configure = (more = {}) => create({ ...config, ...more });
  expect.any = (type) => asymmetric('any(' + type.name + ')', (value) =>
    value !== null && value !== undefined && (Object(value) instanceof type || typeof value === type.name.toLowerCase()));
  expect.anything = () => asymmetric('anything()', (value) => value !== null && value !== undefined);
  expect.objectContaining = (part) => asymmetric('objectContaining(' + shown(part) + ')', (value) => matchesObject(value, part));
  expect.arrayContaining = (part) => asymmetric('arrayContaining(' + shown(part) + ')', (value) =>
    Array.isArray(value) && part.every((each) => value.some((own) => equals(own, each))));
  expect.stringContaining = (part) => asymmetric('stringContaining(' + shown(part) + ')', (value) => String(value).includes(part));
  expect.stringMatching = (pattern) => asymmetric('stringMatching(' + pattern + ')', (value) => new RegExp(pattern).test(value));
  return expect;
}

export const expect = create({ soft: false, softMode: 'fail' });
export default expect;
