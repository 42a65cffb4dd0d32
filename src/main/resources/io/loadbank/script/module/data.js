(function (share) {
  'use strict';
  const parse = JSON.parse;
  const AsyncFunction = (async () => {}).constructor;

  function freeze(o) {
    if (o !== null && typeof o === 'object') {
      Object.values(o).forEach(freeze);
      Object.freeze(o);
    }
    return o;
  }

  function immutable() {
    throw new TypeError('SharedArray is immutable');
  }

  function index(key) {
    return typeof key === 'string' && /^(0|[1-9][0-9]*)$/.test(key) ? Number(key) : -1;
  }

  class SharedArray {
    constructor(name, callback) {
      if (typeof name !== 'string' || name === '') {
        throw new Error('a SharedArray needs a non-empty name');
      }
      if (typeof callback !== 'function') {
        throw new Error('a SharedArray needs a function that returns an array');
      }
      if (callback instanceof AsyncFunction) {
        throw new Error('the function of a SharedArray must not be async');
      }
      const elements = share(name, () => {
        const made = callback();
        if (!Array.isArray(made)) {
          throw new Error('the function of a SharedArray must return an array');
        }
        return made.map((element) => {
          const text = JSON.stringify(element);
          return text === undefined ? null : text;
        });
      });
      const length = elements.length;

      function at(i) {
        if (i >= length) {
          return undefined;
        }
        const text = elements.at(i);
        if (text === null) {
          throw new TypeError('element ' + i + ' of the SharedArray cannot be represented as JSON');
        }
        return freeze(parse(text));
      }

      return new Proxy([], {
        get(target, key, receiver) {
          if (key === 'length') {
            return length;
          }
          const i = index(key);
          return i >= 0 ? at(i) : Reflect.get(target, key, receiver);
        },
        has(target, key) {
          const i = index(key);
          return i >= 0 ? i < length : Reflect.has(target, key);
        },
        ownKeys() {
          const keys = [];
          for (let i = 0; i < length; i++) {
            keys.push(String(i));
          }
          keys.push('length');
          return keys;
        },
        getOwnPropertyDescriptor(target, key) {
          const i = index(key);
          if (i >= 0 && i < length) {
            return { value: at(i), writable: true, enumerable: true, configurable: true };
          }
          return Reflect.getOwnPropertyDescriptor(target, key);
        },
        set: immutable,
        defineProperty: immutable,
        deleteProperty: immutable,
        setPrototypeOf: immutable,
      });
    }
  }

  return { SharedArray };
});
