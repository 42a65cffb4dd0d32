(function () {
  'use strict';

  /** A promise with its two ends, marked as looked after: what nobody reads from a stream is no unhandled rejection. */
  function deferred() {
    const d = { settled: false };
    d.promise = new Promise((resolve, reject) => {
      d.resolve = (value) => { d.settled = true; resolve(value); };
      d.reject = (reason) => { d.settled = true; reject(reason); };
    });
    d.promise.catch(() => {});
    return d;
  }

  function quiet(promise) {
    promise.catch(() => {});
    return promise;
  }

  /** A queue whose entries have sizes. */
  class SizedQueue {
    #entries = [];
    #head = 0;
    total = 0;

    get length() {
      return this.#entries.length - this.#head;
    }

    push(value, given) {
      const size = Number(given);
      if (!(size >= 0) || size === Infinity) {
        throw new RangeError('the size of a chunk must be a finite number that is not negative');
      }
      this.#entries.push({ value, size });
      this.total += size;
    }

    first() {
      return this.#entries[this.#head].value;
    }

    shift() {
      const entry = this.#entries[this.#head];
      this.#entries[this.#head++] = undefined;
      if (this.#head > 32 && this.#head * 2 > this.#entries.length) {
        this.#entries.splice(0, this.#head);
        this.#head = 0;
      }
      this.total = Math.max(0, this.total - entry.size);
      return entry.value;
    }

    clear() {
      this.#entries = [];
      this.#head = 0;
      this.total = 0;
    }
  }

  function strategy(given, otherwise) {
    const s = given === undefined || given === null ? {} : given;
    if (typeof s !== 'object' && typeof s !== 'function') {
      throw new TypeError('a queuing strategy must be an object');
    }
    const size = s.size;
    if (size !== undefined && typeof size !== 'function') {
      throw new TypeError('the size of a queuing strategy must be a function');
    }
    const mark = s.highWaterMark === undefined ? otherwise : Number(s.highWaterMark);
    if (Number.isNaN(mark) || mark < 0) {
      throw new RangeError('highWaterMark must be a number that is not negative');
    }
    return { mark, size: size === undefined ? () => 1 : (chunk) => size(chunk) };
  }

  /** The functions of a source or sink that are given, bound to it. */
  function methods(given, names, what) {
    const source = given === undefined ? {} : given;
    if (source === null || (typeof source !== 'object' && typeof source !== 'function')) {
      throw new TypeError('the underlying ' + what + ' must be an object');
    }
    const bound = {};
    for (const name of names) {
      const method = source[name];
      if (method !== undefined && typeof method !== 'function') {
        throw new TypeError(name + ' of the underlying ' + what + ' must be a function');
      }
      bound[name] = method === undefined ? undefined : (...args) => method.apply(source, args);
    }
    return bound;
  }

  /** Calls a function now and gives its outcome as a promise. */
  function attempt(fn, ...args) {
    try {
      return Promise.resolve(fn === undefined ? undefined : fn(...args));
    } catch (e) {
      return Promise.reject(e);
    }
  }

  class CountQueuingStrategy {
    #mark;

    constructor(init) {
      if (init === null || (init !== undefined && typeof init !== 'object')) {
        throw new TypeError('CountQueuingStrategy takes an object with a highWaterMark');
      }
      this.#mark = init === undefined || init.highWaterMark === undefined ? 1 : Number(init.highWaterMark);
    }

    get highWaterMark() {
      return this.#mark;
    }

    size() {
      return 1;
    }
  }

  return { deferred, quiet, SizedQueue, strategy, methods, attempt, CountQueuingStrategy };
})();
