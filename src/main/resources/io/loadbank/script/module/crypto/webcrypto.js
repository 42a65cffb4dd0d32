(function (host) {
  'use strict';
  const handles = new WeakMap();
  const integerArrays = [
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, BigInt64Array,
    BigUint64Array,
  ];
  const buffers = ['publicExponent', 'iv', 'counter', 'additionalData', 'label', 'salt'];
  const texts = ['namedCurve'];
  const jwkTexts = ['kty', 'use', 'alg', 'crv', 'x', 'y', 'd', 'n', 'e', 'p', 'q', 'dp', 'dq', 'qi', 'k'];
  const secret = Symbol('CryptoKey');

  function failure(name, message) {
    const error = name === 'TypeError' ? new TypeError(message) : new Error(message);
    if (error.name !== name) {
      Object.defineProperty(error, 'name', { value: name, enumerable: false, configurable: true });
    }
    return error;
  }

  function fixed(object, members) {
    for (const name of Object.keys(members)) {
      Object.defineProperty(object, name, { value: members[name], enumerable: true });
    }
    return object;
  }

  class CryptoKey {
    constructor(token, made) {
      if (token !== secret) {
        throw new TypeError('a CryptoKey is made by crypto.subtle only');
      }
      const algorithm = {};
      for (const name of Object.keys(made.algorithm)) {
        const value = made.algorithm[name];
        algorithm[name] =
          name === 'hash' ? { name: value } : name === 'publicExponent' ? new Uint8Array(value) : value;
      }
      fixed(this, { type: made.type, extractable: made.extractable, algorithm, usages: made.usages });
      handles.set(this, made.handle);
    }
  }

  const asKey = (made) => new CryptoKey(secret, made);
  const asKeys = (made) =>
    made.publicKey === undefined
      ? asKey(made)
      : { publicKey: asKey(made.publicKey), privateKey: asKey(made.privateKey) };

  function required(given, count, name) {
    if (given < count) {
      throw new TypeError(name + '() takes ' + count + ' arguments, not ' + given);
    }
  }

  function named(value, what) {
    if (typeof value === 'string') {
      return value;
    }
    if (value === null || typeof value !== 'object' || value.name === undefined) {
      throw new TypeError(what + ' must be a name or an object with a name');
    }
    return String(value.name);
  }

  function buffer(value, what) {
    if (ArrayBuffer.isView(value)) {
      return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    }
    if (value instanceof ArrayBuffer) {
      return value;
    }
    throw new TypeError(what + ' must be an ArrayBuffer or a view of one');
  }

  function member(name, value) {
    if (name === 'hash') {
      return named(value, 'hash');
    }
    if (name === 'public') {
      return handle(value);
    }
    if (texts.includes(name)) {
      return String(value);
    }
    return buffers.includes(name) ? buffer(value, name) : Number(value);
  }

  /** The algorithm as a flat object of texts, numbers, bytes and key handles. */
  function plain(algorithm) {
    const out = { name: named(algorithm, 'the algorithm') };
    if (typeof algorithm !== 'string') {
      for (const name of host.members) {
        const value = algorithm[name];
        if (value !== undefined) {
          out[name] = member(name, value);
        }
      }
    }
    return out;
  }

  function handle(key) {
    const known = key !== null && typeof key === 'object' ? handles.get(key) : undefined;
    if (known === undefined) {
      throw new TypeError('the key must be a CryptoKey');
    }
    return known;
  }

  function list(usages) {
    if (usages === null || typeof usages !== 'object') {
      throw new TypeError('the key usages must be an array');
    }
    return Array.from(usages, String);
  }

  function keyData(format, data) {
    if (format !== 'jwk') {
      return buffer(data, 'the key data');
    }
    if (data === null || typeof data !== 'object' || data instanceof ArrayBuffer || ArrayBuffer.isView(data)) {
      throw new TypeError('the key data of a JWK must be an object');
    }
    const jwk = {};
    for (const name of jwkTexts) {
      if (data[name] !== undefined) {
        jwk[name] = String(data[name]);
      }
    }
    if (data.ext !== undefined) {
      jwk.ext = !!data.ext;
    }
    if (data.key_ops !== undefined) {
      jwk.key_ops = list(data.key_ops);
    }
    return jwk;
  }

  /** An operation of subtle; what its arguments are made of may throw, which rejects the promise. */
  function operation(name, count, convert, finish) {
    return function (...given) {
      return new Promise((resolve, reject) => {
        required(given.length, count, name);
        host[name](
          ...convert(...given),
          finish === undefined ? resolve : (result) => resolve(finish(result)),
          (kind, message) => reject(failure(kind, message)));
      });
    };
  }

  const missing = () => Promise.reject(failure('NotImplemented', 'not implemented'));
  const onData = (algorithm, key, data) => [plain(algorithm), handle(key), buffer(data, 'the data')];

  const subtle = fixed({}, {
    decrypt: operation('decrypt', 3, onData),
    deriveBits: operation('deriveBits', 2, (algorithm, key, length) => [
      plain(algorithm), handle(key), length === undefined || length === null ? null : Number(length)]),
    deriveKey: operation('deriveKey', 5, (algorithm, key, derived, extractable, usages) => [
      plain(algorithm), handle(key), plain(derived), !!extractable, list(usages)], asKey),
    digest: operation('digest', 2, (algorithm, data) => [plain(algorithm), buffer(data, 'the data')]),
    encrypt: operation('encrypt', 3, onData),
    exportKey: operation('exportKey', 2, (format, key) => [String(format), handle(key)]),
    generateKey: operation('generateKey', 3, (algorithm, extractable, usages) => [
      plain(algorithm), !!extractable, list(usages)], asKeys),
    importKey: operation('importKey', 5, (format, data, algorithm, extractable, usages) => [
      String(format), keyData(String(format), data), plain(algorithm), !!extractable, list(usages)], asKey),
    sign: operation('sign', 3, onData),
    unwrapKey: missing,
    verify: operation('verify', 4, (algorithm, key, signature, data) => [
      plain(algorithm), handle(key), buffer(signature, 'the signature'), buffer(data, 'the data')]),
    wrapKey: missing,
  });

  function getRandomValues(array) {
    if (!integerArrays.some((type) => array instanceof type)) {
      throw failure('TypeMismatchError', 'getRandomValues() takes a typed array of integers');
    }
    if (array.length > 65536) {
      throw failure('QuotaExceededError', 'getRandomValues() fills no more than 65536 elements');
    }
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(
      new Uint8Array(host.randomBytes(array.byteLength)));
    return array;
  }

  return fixed({}, { subtle, getRandomValues, randomUUID: () => host.randomUUID(), CryptoKey });
});
