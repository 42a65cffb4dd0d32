(function () {
  'use strict';
  const types = { Error, TypeError, RangeError, SyntaxError, ReferenceError };
  const parse = JSON.parse;
  const stringify = JSON.stringify;
  const toText = String;
  return {
    raise(type, message) {
      throw new types[type](message);
    },
    error(message) {
      return new Error(message);
    },
    nothing() {
      return undefined;
    },
    arrayBuffer(bytes) {
      return new ArrayBuffer(bytes);
    },
    jsonParse(text) {
      return parse(text);
    },
    jsonStringify(value) {
      return stringify(value);
    },
    text(value) {
      return toText(value);
    },
  };
})();
