(function () {
  'use strict';
  const parse = JSON.parse;

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

  return function (elements) {
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
  };
})();
