(function (declare, refuse) {
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
      const sample = declare(type, String(name), !!isTime);
      const metric = {
        add(value, tags) {
          // nearly all calls: kept short, for it is interpreted
          if (typeof value === 'number' && value === value) {
            if (tags === undefined) {
              sample(value);
            } else {
              sample(value, tags);
            }
            return true;
          }
          if (typeof value === 'bigint') {
            throw new TypeError('Cannot convert a BigInt value to a number');
          }
          const n = number(value);
          if (Number.isNaN(n)) {
            return refuse(metric.name, String(value));
          }
          sample(n, tags);
          return true;
        },
      };
      Object.defineProperty(metric, 'name', { value: String(name), enumerable: true });
      return metric;
    };
  }

  return { Counter: kind('counter'), Gauge: kind('gauge'), Rate: kind('rate'), Trend: kind('trend') };
});
