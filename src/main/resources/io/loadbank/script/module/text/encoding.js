(function (encode, decode) {
  'use strict';
  return {
    b64decode: (input, encoding, format) => decode(input, encoding, format),
    b64encode: (input, encoding) => encode(input, encoding),
  };
});
