// Chained expectations inside describe, after the documentation of the old library expect: Loadbank's own implementation.
import { check, group } from 'k6';

class Broken extends Error {}

function isJson(response) {
  try {
    response.json();
    return true;
  } catch (e) {
    return false;
  }
}

function shown(value) {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

class Expectation {
  constructor(value) {
    this.value = value;
    this.name = undefined;
  }

  as(name) {
    this.name = name;
    return this;
  }

  and(value) {
    return new Expectation(value);
  }

  judged(ok, words) {
    const name = (this.name === undefined ? shown(this.value) : this.name) + ' ' + words;
    if (!check(null, { [name]: () => ok })) {
      throw new Broken(name);
    }
    return this;
  }

  toEqual(other) {
    return this.judged(this.value === other, 'is ' + shown(other) + '.');
  }

  toNotEqual(other) {
    return this.judged(this.value !== other, 'is not ' + shown(other) + '.');
  }

  toBeGreaterThan(other) {
    return this.judged(this.value > other, 'is greater than ' + other + '.');
  }

  toBeGreaterThanOrEqual(other) {
    return this.judged(this.value >= other, 'is greater than or equal to ' + other + '.');
  }

  toBeLessThan(other) {
    return this.judged(this.value < other, 'is less than ' + other + '.');
  }

  toBeLessThanOrEqual(other) {
    return this.judged(this.value <= other, 'is less than or equal to ' + other + '.');
  }

  toBeBetween(from, to) {
    return this.judged(this.value >= from && this.value <= to, 'is between ' + from + ' and ' + to + '.');
  }

  toBeTruthy() {
    return this.judged(Boolean(this.value), 'is truthy.');
  }

  toBeFalsy() {
    return this.judged(!this.value, 'is falsy.');
  }

  toInclude(part) {
    return this.judged(this.value !== null && this.value !== undefined && this.value.includes(part), 'includes ' + shown(part) + '.');
  }

  toMatch(pattern) {
    return this.judged(new RegExp(pattern).test(this.value), 'matches ' + pattern + '.');
  }

  toHaveValidJson() {
    this.name = this.name === undefined ? (this.value && this.value.url) || 'response' : this.name;
    return this.judged(isJson(this.value), 'has valid json response.');
  }
}

export function expect(value) {
  return new Expectation(value);
}

/** Runs the chain in a group; false once an expectation has failed, and the rest of the chain is not run. */
export function describe(name, chain) {
  let success = true;
  group(name, () => {
    try {
      chain({ expect });
    } catch (e) {
      success = false;
      if (!(e instanceof Broken)) {
        check(null, { ['exception raised: ' + e]: () => false });
        console.error(String(e));
      }
    }
  });
  return success;
}

export default { describe, expect };
