(function (send, warn, expectedStatuses, setResponseCallback, host) {
  'use strict';

  function bodiless(method, name) {
    return function (url, params) {
      if (arguments.length > 2) {
        warn(name + '() takes a URL and params; further arguments are ignored');
      }
      return send(method, url, undefined, params);
    };
  }

  function verb(method) {
    return (url, body, params) => send(method, url, body, params);
  }

  function clean(url) {
    const m = /^([A-Za-z][A-Za-z0-9+.-]*:\/\/)([^/?#@]*)@/.exec(url);
    return m === null ? url : m[1] + (m[2].includes(':') ? '****:****@' : '****@') + url.slice(m[0].length);
  }

  const http = {
    get: bodiless('GET', 'get'),
    head: bodiless('HEAD', 'head'),
    post: verb('POST'),
    put: verb('PUT'),
    patch: verb('PATCH'),
    del: verb('DELETE'),
    options: verb('OPTIONS'),
    request(method, url, body, params) {
      return send(String(method), url, body, params);
    },
    asyncRequest(method, url, body, params) {
      return new Promise((resolve, reject) => host.async(String(method), url, body, params, resolve, reject));
    },
    batch(requests) {
      if (arguments.length !== 1 || requests === null || typeof requests !== 'object') {
        host.batch([]);
        throw new Error('batch() takes one argument: an array or an object of requests');
      }
      const names = Object.keys(requests);
      const answers = host.batch(names.map((name) => requests[name]));
      const result = Array.isArray(requests) ? [] : {};
      for (let i = 0; i < names.length; i++) {
        result[names[i]] = answers[i];
      }
      return result;
    },
    cookieJar: () => host.cookieJar(),
    CookieJar: function () {
      return host.newCookieJar();
    },
    file: (data, filename, contentType) => host.file(data, filename, contentType),
    url(strings, ...values) {
      let name = strings[0];
      let url = strings[0];
      for (let i = 0; i < values.length; i++) {
        name += '${}' + strings[i + 1];
        url += String(values[i]) + strings[i + 1];
      }
      return { name, url, clean_url: clean(url) };
    },
    expectedStatuses: (...args) => expectedStatuses(...args),
    setResponseCallback: (callback) => setResponseCallback(callback),
  };
  for (const name of Object.keys(host.constants)) {
    Object.defineProperty(http, name, { value: host.constants[name], enumerable: true });
  }
  return http;
});
