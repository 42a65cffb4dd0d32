(function (encode, newDecoder) {
  'use strict';

  function own(object, members) {
    for (const name of Object.keys(members)) {
      Object.defineProperty(object, name, { value: members[name], enumerable: true });
    }
  }

  class TextEncoder {
    constructor() {
      own(this, {
        encoding: 'utf-8',
        encode: (input) => new Uint8Array(encode(input === undefined ? '' : String(input))),
      });
    }
  }

  class TextDecoder {
    constructor(label, options) {
      const wanted = options === undefined || options === null ? {} : options;
      const fatal = !!wanted.fatal;
      const ignoreBOM = !!wanted.ignoreBOM;
      const decoder = newDecoder(label === undefined ? 'utf-8' : String(label), fatal, ignoreBOM);
      own(this, {
        encoding: decoder.encoding,
        fatal,
        ignoreBOM,
        decode(input, how) {
          const more = how !== undefined && how !== null && !!how.stream;
          return decoder.decode(input, input !== undefined, more);
        },
      });
    }
  }

  return { TextDecoder, TextEncoder };
});
