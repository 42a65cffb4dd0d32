(function (share, array) {
  'use strict';
  const AsyncFunction = (async () => {}).constructor;

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
      return array(elements);
    }
  }

  return { SharedArray };
});
