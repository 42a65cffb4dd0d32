(function (host) {
  'use strict';
  const { fallback, has, take } = host;

  async function get(source, name) {
    if (typeof name !== 'string' || name === '') {
      throw new TypeError('the name of a secret is a non-empty string');
    }
    if (!has(source)) {
      throw new Error(source === fallback
        ? 'no secrets were given with the run, and no directory of secrets is mounted'
        : 'there is no secret source "' + source + '"');
    }
    const value = take(source, name);
    if (value === null || value === undefined) {
      throw new Error('there is no secret "' + name + '" in the source "' + source + '"');
    }
    return value;
  }

  return {
    get: (name) => get(fallback, name),
    source: (source) => ({ get: (name) => get(String(source), name) }),
  };
});
