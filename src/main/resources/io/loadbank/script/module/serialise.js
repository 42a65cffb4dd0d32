(function (value) {
  'use strict';

  const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

  function encode(bytes) {
    let text = '';
    for (let i = 0; i < bytes.length; i += 3) {
      const n = (bytes[i] << 16) | ((bytes[i + 1] || 0) << 8) | (bytes[i + 2] || 0);
      text += base64[(n >> 18) & 63] + base64[(n >> 12) & 63];
      text += i + 1 < bytes.length ? base64[(n >> 6) & 63] : '=';
      text += i + 2 < bytes.length ? base64[n & 63] : '=';
    }
    return text;
  }

  function refuse(what) {
    throw new Error('setup() returned ' + what + ', which cannot be represented as JSON');
  }

  function timestamp(date) {
    return Number.isNaN(date.getTime()) ? null : date.toISOString().replace(/\.000Z$/, 'Z').replace(/(\.\d*?)0+Z$/, '$1Z');
  }

  function plain(v, seen) {
    switch (typeof v) {
      case 'undefined':
        return null;
      case 'function':
        return refuse('a function');
      case 'number':
        return Number.isFinite(v) ? (Object.is(v, -0) ? 0 : v) : refuse(String(v));
      case 'bigint':
        return Number(v);
      case 'symbol':
        return v.description === undefined ? '' : v.description;
      case 'string':
        return v.toWellFormed ? v.toWellFormed() : v;
      case 'boolean':
        return v;
      default:
        return v === null ? null : object(v, seen);
    }
  }

  function object(v, seen) {
    if (seen.includes(v)) {
      return refuse('a circular object');
    }
    const path = seen.concat([v]);
    if (v instanceof Date) {
      return timestamp(v);
    }
    if (v instanceof Uint8Array) {
      return encode(v);
    }
    if (Array.isArray(v) || ArrayBuffer.isView(v)) {
      return Array.from(v, (item) => plain(item, path));
    }
    if (v instanceof Map) {
      return Array.from(v, ([key, item]) => [plain(key, path), plain(item, path)]);
    }
    if (v instanceof Set) {
      return Array.from(v, (item) => plain(item, path));
    }
    const out = {};
    if (!(v instanceof String)) {
      for (const key of Object.keys(v)) {
        out[key] = plain(v[key], path);
      }
    }
    return out;
  }

  return value === undefined ? undefined : JSON.stringify(plain(value, []));
});
