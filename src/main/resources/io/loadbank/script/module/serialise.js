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

  function plain(v) {
    switch (typeof v) {
      case 'string':
        return v.toWellFormed();
      case 'number':
        return isFinite(v) ? v : refuse(String(v));
      case 'boolean':
        return v;
      case 'undefined':
        return null;
      case 'function':
        return refuse('a function');
      case 'bigint':
        return Number(v);
      case 'symbol':
        return v.description === undefined ? '' : v.description;
      default:
        return v === null ? null : once(v);
    }
  }

  const path = new Set();

  /** Refuses an object that contains itself; the same object in two places is fine. */
  function once(v) {
    if (path.has(v)) {
      return refuse('a circular object');
    }
    path.add(v);
    const out = Array.isArray(v) ? items(v) : object(v);
    path.delete(v);
    return out;
  }

  function items(v) {
    const out = [];
    for (let i = 0; i < v.length; i++) {
      out.push(plain(v[i]));
    }
    return out;
  }

  function object(v) {
    const prototype = Object.getPrototypeOf(v);
    if (prototype !== Object.prototype && prototype !== null) {
      if (v instanceof Date) {
        return timestamp(v);
      }
      if (v instanceof Uint8Array) {
        return encode(v);
      }
      if (ArrayBuffer.isView(v) || v instanceof Set) {
        return items(Array.from(v));
      }
      if (v instanceof Map) {
        return items(Array.from(v, (entry) => entry));
      }
      if (v instanceof String) {
        return {};
      }
    }
    return members(v);
  }

  function members(v) {
    const out = {};
    const keys = Object.keys(v);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === '__proto__') {
        Object.defineProperty(out, key, { value: plain(v[key]), enumerable: true });
      } else {
        out[key] = plain(v[key]);
      }
    }
    return out;
  }

  return value === undefined ? undefined : JSON.stringify(plain(value));
});
