(function (log) {
  'use strict';
  const TypedArray = Object.getPrototypeOf(Uint8Array);

  function hex(buffer) {
    return Array.from(new Uint8Array(buffer), (b) => b.toString(16).padStart(2, '0')).join(' ');
  }

  function show(value, seen, nested) {
    switch (typeof value) {
      case 'string':
        return nested ? JSON.stringify(value) : value;
      case 'undefined':
        return nested ? 'null' : 'undefined';
      case 'function':
        return '[object Function]';
      case 'object':
        return value === null ? 'null' : object(value, seen, nested);
      default:
        return String(value);
    }
  }

  function object(value, seen, nested) {
    if (seen.includes(value)) {
      return '[Circular]';
    }
    if (value instanceof Error) {
      return nested ? '{}' : String(value);
    }
    if (value instanceof Date) {
      return Number.isNaN(value.getTime()) ? '"Invalid Date"' : JSON.stringify(value.toISOString());
    }
    if (value instanceof ArrayBuffer) {
      return 'ArrayBuffer { [Uint8Contents]: <' + hex(value) + '>, byteLength: ' + value.byteLength + ' }';
    }
    const path = seen.concat([value]);
    if (Array.isArray(value) || value instanceof TypedArray) {
      const items = Array.from(value, (item) => show(item, path, true));
      const label = Array.isArray(value) ? '' : value.constructor.name + '(' + value.length + ') ';
      return label + (items.length === 0 ? '[]' : '[ ' + items.join(', ') + ' ]');
    }
    const members = Object.keys(value).map((key) => key + ': ' + show(value[key], path, true));
    return members.length === 0 ? '{}' : '{ ' + members.join(', ') + ' }';
  }

  function text(values) {
    return values
      .map((value) => {
        try {
          return show(value, [], false);
        } catch (e) {
          return '[unprintable: ' + e + ']';
        }
      })
      .join(' ');
  }

  const console = {};
  for (const level of ['log', 'debug', 'info', 'warn', 'error']) {
    console[level] = (...values) => {
      log(level, text(values));
    };
  }
  return console;
});
