// Objects as application/x-www-form-urlencoded: Loadbank's own implementation of the documented form-urlencoded.
export default function formurlencoded(data, options = {}) {
  const space = options.whitespace === undefined ? '+' : options.whitespace;
  const encode = (text) =>
    encodeURIComponent(text).replace(/[!'()~*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase()).replace(/%20/g, space);
  const keys = (object) => (options.sorted ? Object.keys(object).sort() : Object.keys(object));
  const pairs = [];

  function add(name, value) {
    if (value === undefined || typeof value === 'function') {
      return;
    }
    if (value === null) {
      if (!options.ignorenull && !options.ignoreEmptyArray) {
        pairs.push(name + '=');
      }
    } else if (Array.isArray(value)) {
      value.forEach((each, i) => {
        const index = options.skipIndex ? '[]' : '[' + i + ']';
        add(name + encode(options.skipBracket ? '' : index), each);
      });
    } else if (value instanceof Date) {
      pairs.push(name + '=' + encode(value.toISOString()));
    } else if (typeof value === 'object') {
      for (const key of keys(value)) {
        add(name + (options.useDot ? '.' + encode(key) : encode('[' + key + ']')), value[key]);
      }
    } else {
      pairs.push(name + '=' + encode(String(value)));
    }
  }

  for (const key of keys(data)) {
    add(encode(key), data[key]);
  }
  return pairs.join('&');
}
