(function (host) {
  'use strict';

  function hasher(running) {
    return {
      update(input) {
        running.update(input);
      },
      digest: (outputEncoding) => running.digest(outputEncoding),
    };
  }

  const crypto = {
    createHMAC: (algorithm, secret) => hasher(host.runningKeyed(algorithm, secret)),
    createHash: (algorithm) => hasher(host.running(algorithm)),
    hexEncode: (data) => host.hexEncode(data),
    hmac: (algorithm, secret, input, outputEncoding) => host.hmac(algorithm, secret, input, outputEncoding),
    randomBytes: (size) => host.randomBytes(size),
  };
  for (const algorithm of host.algorithms) {
    crypto[algorithm] = (input, outputEncoding) => host.hash(algorithm, input, outputEncoding);
  }
  return crypto;
});
