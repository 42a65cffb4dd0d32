(function (declare, add, refuse) {
  'use strict';

  function number(value) {
    if (value === null || value === undefined) {
      return NaN;
    }
    const n = Number(value);
    return n === 0 && value && typeof value !== 'number' ? 1 : n;
  }

  function kind(type) {
    return function (name, isTime) {
      const handle = declare(type, String(name), !!isTime);
      const metric = {
        add(value, tags) {
          if (typeof value === 'bigint') {
            throw new TypeError('Cannot convert a BigInt value to a number');
          }
          const n = number(value);
          if (Number.isNaN(n)) {
            return refuse(metric.name, String(value));
          }
          add(handle, n, tags);
          return true;
        },
      };
      Object.defineProperty(metric, 'name', { value: String(name), enumerable: true });
      return metric;
    };
  }

  return { Counter: kind('counter'), Gauge: kind('gauge'), Rate: kind('rate'), Trend: kind('trend') };
});
