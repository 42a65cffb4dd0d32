// A session over k6/http with a base URL and defaults: Loadbank's own implementation of the documented httpx.
import http from 'k6/http';

/** One request of a batch. */
export class Request {
  constructor(method, url, body, params) {
    this.method = method;
    this.url = url;
    this.body = body;
    this.params = params;
  }
}

function verb(method) {
  return class extends Request {
    constructor(url, body, params) {
      super(method, url, body, params);
    }
  };
}

export const Get = verb('GET');
export const Post = verb('POST');
export const Put = verb('PUT');
export const Patch = verb('PATCH');
export const Delete = verb('DELETE');
export const Options = verb('OPTIONS');
export const Head = verb('HEAD');
export const Trace = verb('TRACE');

function isAbsolute(url) {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(url);
}

function prefixed(base, url) {
  if (url !== null && typeof url === 'object' && typeof url.url === 'string') {
    // what http.url made of a template
    return isAbsolute(url.url)
      ? url
      : { ...url, name: base + url.name, url: base + url.url, clean_url: base + url.clean_url };
  }
  return isAbsolute(String(url)) ? String(url) : base + url;
}

export class Httpx {
  constructor(options = {}) {
    const { baseURL = '', headers = {}, tags = {}, ...params } = options;
    this.baseURL = baseURL;
    this.headers = { ...headers };
    this.tags = { ...tags };
    this.params = params;
  }

  setBaseUrl(url) {
    this.baseURL = url;
  }

  addHeader(name, value) {
    this.headers[name] = value;
  }

  addHeaders(headers) {
    Object.assign(this.headers, headers);
  }

  clearHeader(name) {
    delete this.headers[name];
  }

  addTag(name, value) {
    this.tags[name] = value;
  }

  addTags(tags) {
    Object.assign(this.tags, tags);
  }

  clearTag(name) {
    delete this.tags[name];
  }

  merged(params) {
    const given = params === undefined || params === null ? {} : params;
    return {
      ...this.params,
      ...given,
      headers: { ...this.headers, ...given.headers },
      tags: { ...this.tags, ...given.tags },
    };
  }

  request(method, url, body, params) {
    return http.request(method, prefixed(this.baseURL, url), body === undefined ? null : body, this.merged(params));
  }

  asyncRequest(method, url, body, params) {
    return http.asyncRequest(method, prefixed(this.baseURL, url), body === undefined ? null : body, this.merged(params));
  }

  /** Requests made by Get, Post, …, or given as k6 takes them; the params are for all, a request's own outrank them. */
  batch(requests, params) {
    const prepare = (each) => {
      const parts = Array.isArray(each)
        ? { method: each[0], url: each[1], body: each[2], params: each[3] }
        : typeof each === 'string'
          ? { method: 'GET', url: each }
          : each;
      const common = params === undefined || params === null ? {} : params;
      const own = parts.params === undefined || parts.params === null ? {} : parts.params;
      return {
        method: parts.method === undefined ? 'GET' : parts.method,
        url: prefixed(this.baseURL, parts.url),
        body: parts.body === undefined ? null : parts.body,
        params: this.merged({
          ...common,
          ...own,
          headers: { ...common.headers, ...own.headers },
          tags: { ...common.tags, ...own.tags },
        }),
      };
    };
    if (Array.isArray(requests)) {
      return http.batch(requests.map(prepare));
    }
    const named = {};
    for (const key of Object.keys(requests)) {
      named[key] = prepare(requests[key]);
    }
    return http.batch(named);
  }
}

for (const method of ['get', 'post', 'put', 'patch', 'delete', 'options', 'head', 'trace']) {
  const upper = method.toUpperCase();
  Httpx.prototype[method] = function (url, body, params) {
    return this.request(upper, url, body, params);
  };
  Httpx.prototype['async' + upper[0] + method.slice(1)] = function (url, body, params) {
    return this.asyncRequest(upper, url, body, params);
  };
}
Httpx.prototype.del = Httpx.prototype.delete;

export default Httpx;
