(function (arm, disarm) {
  'use strict';

  function timer(repeat, name) {
    return function (callback, delay, ...args) {
      if (callback === undefined || callback === null) {
        throw new Error(name + "'s callback isn't a callable function");
      }
      if (typeof callback !== 'function') {
        throw new TypeError(name + "'s callback isn't a callable function");
      }
      const ms = Number(delay);
      return arm(args.length === 0 ? callback : () => callback(...args), ms > 0 ? ms : 0, repeat);
    };
  }

  function clear(id) {
    if (typeof id === 'number') {
      disarm(id);
    }
  }

  return {
    clearInterval: (id) => clear(id),
    clearTimeout: (id) => clear(id),
    setInterval: timer(true, 'setInterval'),
    setTimeout: timer(false, 'setTimeout'),
  };
});
