// URL and URLSearchParams after the WHATWG URL standard: Loadbank's own implementation for scripts. Hosts are taken as
// they are, in lower case: there is no IDNA here.
const PORTS = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443', 'ftp:': '21', 'file:': '' };

function percent(text, keep) {
  let out = '';
  for (const byte of new TextEncoder().encode(text)) {
    const c = String.fromCharCode(byte);
    out += byte > 0x20 && byte < 0x7f && keep(c) ? c : '%' + byte.toString(16).toUpperCase().padStart(2, '0');
  }
  return out;
}

const inPath = (c) => !'"#<>?`{}^'.includes(c);
const inQuery = (c) => !'"#<>\''.includes(c);
const inHash = (c) => !'"<>`'.includes(c);
const inUser = (c) => !'"#<>?`{}/:;=@[\\]^|'.includes(c);

function formEncoded(text) {
  return percent(String(text), (c) => /[A-Za-z0-9*\-._]/.test(c)).replace(/%20/g, '+');
}

function formDecoded(text) {
  const spaced = text.replace(/\+/g, ' ');
  const bytes = [];
  for (let i = 0; i < spaced.length; i++) {
    const hex = spaced[i] === '%' ? spaced.substring(i + 1, i + 3) : '';
    if (/^[0-9A-Fa-f]{2}$/.test(hex)) {
      bytes.push(parseInt(hex, 16));
      i += 2;
    } else {
      const point = String.fromCodePoint(spaced.codePointAt(i));
      bytes.push(...new TextEncoder().encode(point));
      i += point.length - 1;
    }
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

export class URLSearchParams {
  #pairs = [];
  #changed = () => {};

  constructor(init = '') {
    if (init !== null && typeof init === 'object') {
      const entries = typeof init[Symbol.iterator] === 'function' ? init : Object.entries(init);
      for (const pair of entries) {
        const both = [...pair];
        if (both.length !== 2) {
          throw new TypeError('each pair of URLSearchParams has a name and a value');
        }
        this.#pairs.push([String(both[0]), String(both[1])]);
      }
    } else {
      this.#read(String(init));
    }
  }

  static of(query, changed) {
    const params = new URLSearchParams(query);
    params.#changed = changed;
    return params;
  }

  static reread(params, query) {
    params.#pairs = [];
    params.#read(query);
  }

  #read(query) {
    for (const part of query.replace(/^\?/, '').split('&')) {
      if (part !== '') {
        const at = part.indexOf('=');
        const name = at < 0 ? part : part.substring(0, at);
        this.#pairs.push([formDecoded(name), at < 0 ? '' : formDecoded(part.substring(at + 1))]);
      }
    }
  }

  get size() {
    return this.#pairs.length;
  }

  append(name, value) {
    this.#pairs.push([String(name), String(value)]);
    this.#changed();
  }

  delete(name, value) {
    this.#pairs = this.#pairs.filter((pair) => pair[0] !== String(name) || (value !== undefined && pair[1] !== String(value)));
    this.#changed();
  }

  get(name) {
    const found = this.#pairs.find((pair) => pair[0] === String(name));
    return found === undefined ? null : found[1];
  }

  getAll(name) {
    return this.#pairs.filter((pair) => pair[0] === String(name)).map((pair) => pair[1]);
  }

  has(name, value) {
    return this.#pairs.some((pair) => pair[0] === String(name) && (value === undefined || pair[1] === String(value)));
  }

  set(name, value) {
    const first = this.#pairs.findIndex((pair) => pair[0] === String(name));
    if (first < 0) {
      this.#pairs.push([String(name), String(value)]);
    } else {
      this.#pairs[first][1] = String(value);
      this.#pairs = this.#pairs.filter((pair, i) => i <= first || pair[0] !== String(name));
    }
    this.#changed();
  }

  sort() {
    this.#pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    this.#changed();
  }

  forEach(callback, self) {
    for (const [name, value] of this.#pairs) {
      callback.call(self, value, name, this);
    }
  }

  *entries() {
    for (const pair of this.#pairs) {
      yield [...pair];
    }
  }

  *keys() {
    for (const pair of this.#pairs) {
      yield pair[0];
    }
  }

  *values() {
    for (const pair of this.#pairs) {
      yield pair[1];
    }
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  toString() {
    return this.#pairs.map(([name, value]) => formEncoded(name) + '=' + formEncoded(value)).join('&');
  }
}

function dotless(path) {
  const out = [];
  const parts = path.split('/').slice(1);
  parts.forEach((part, i) => {
    const last = i === parts.length - 1;
    const plain = part.replace(/%2e/gi, '.');
    if (plain === '..') {
      out.pop();
    } else if (plain !== '.') {
      out.push(part);
      return;
    }
    if (last) {
      out.push('');
    }
  });
  return '/' + out.join('/');
}

function bad(text) {
  const error = new TypeError('Invalid URL: ' + text);
  error.code = 'ERR_INVALID_URL';
  return error;
}

export class URL {
  #parts;
  #params;

  constructor(url, base) {
    const text = String(url).trim().replace(/[\t\n\r]/g, '');
    const absolute = /^([A-Za-z][A-Za-z0-9+.-]*:)(.*)$/s.exec(text);
    if (absolute !== null) {
      this.#parts = URL.#absolute(absolute[1].toLowerCase(), absolute[2], text);
    } else if (base !== undefined) {
      this.#parts = URL.#relative(text, base instanceof URL ? base : new URL(base));
    } else {
      throw bad(text);
    }
    this.#params = URLSearchParams.of(this.#parts.search, () => {
      const query = this.#params.toString();
      this.#parts.search = query === '' ? '' : '?' + query;
    });
  }

  static canParse(url, base) {
    try {
      return new URL(url, base) instanceof URL;
    } catch (e) {
      return false;
    }
  }

  static #tail(rest) {
    const hashAt = rest.indexOf('#');
    const before = hashAt < 0 ? rest : rest.substring(0, hashAt);
    const queryAt = before.indexOf('?');
    const query = queryAt < 0 ? '' : before.substring(queryAt + 1);
    const hash = hashAt < 0 ? '' : rest.substring(hashAt + 1);
    return {
      path: queryAt < 0 ? before : before.substring(0, queryAt),
      search: query === '' ? '' : '?' + percent(query, inQuery),
      hash: hash === '' ? '' : '#' + percent(hash, inHash),
    };
  }

  static #absolute(protocol, rest, text) {
    const tail = URL.#tail(rest);
    if (!(protocol in PORTS)) {
      if (!tail.path.startsWith('//')) {
        return { protocol, username: '', password: '', hostname: null, port: '', pathname: percent(tail.path, (c) => c !== ' '), ...tail };
      }
    } else {
      tail.path = tail.path.replace(/\\/g, '/');
    }
    const split = /^\/*([^/]*)(.*)$/s.exec(tail.path);
    const at = split[1].lastIndexOf('@');
    const [user, ...secret] = at < 0 ? [''] : split[1].substring(0, at).split(':');
    const host = /^(\[[0-9A-Fa-f:.]+\]|[^:[\]]*)(?::(\d*))?$/.exec(split[1].substring(at + 1));
    if (host === null || (host[1] === '' && protocol !== 'file:') || /[\s#%<>?@\\^|]/.test(host[1]) || Number(host[2] || 0) > 65535) {
      throw bad(text);
    }
    const port = host[2] === undefined || host[2] === '' ? '' : String(Number(host[2]));
    return {
      protocol,
      username: percent(user, inUser),
      password: percent(secret.join(':'), inUser),
      hostname: host[1].toLowerCase(),
      port: port === PORTS[protocol] ? '' : port,
      pathname: dotless(percent(split[2] === '' ? '/' : split[2], inPath)),
      search: tail.search,
      hash: tail.hash,
    };
  }

  static #relative(text, base) {
    const from = base.#parts;
    if (from.hostname === null) {
      throw bad(text);
    }
    if (text.startsWith('//')) {
      return URL.#absolute(from.protocol, text, text);
    }
    const tail = URL.#tail(text);
    const parts = { ...from, hash: tail.hash };
    if (tail.path === '') {
      parts.search = text.startsWith('?') ? tail.search : from.search;
      return parts;
    }
    const path = tail.path.startsWith('/') ? tail.path : from.pathname.replace(/[^/]*$/, '') + tail.path;
    parts.pathname = dotless(percent(path, inPath));
    parts.search = tail.search;
    return parts;
  }

  get protocol() {
    return this.#parts.protocol;
  }

  set protocol(value) {
    this.#parts.protocol = String(value).replace(/:?$/, ':').toLowerCase();
  }

  get username() {
    return this.#parts.username;
  }

  set username(value) {
    this.#parts.username = percent(String(value), inUser);
  }

  get password() {
    return this.#parts.password;
  }

  set password(value) {
    this.#parts.password = percent(String(value), inUser);
  }

  get hostname() {
    return this.#parts.hostname === null ? '' : this.#parts.hostname;
  }

  set hostname(value) {
    this.#parts.hostname = String(value).toLowerCase();
  }

  get port() {
    return this.#parts.port;
  }

  set port(value) {
    const port = String(value);
    this.#parts.port = port === PORTS[this.#parts.protocol] ? '' : port;
  }

  get host() {
    return this.hostname + (this.port === '' ? '' : ':' + this.port);
  }

  set host(value) {
    const [, name, port] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(String(value)) || [null, this.hostname, this.port];
    this.hostname = name;
    this.port = port === undefined ? '' : port;
  }

  get origin() {
    return this.#parts.protocol in PORTS && this.#parts.protocol !== 'file:' ? this.protocol + '//' + this.host : 'null';
  }

  get pathname() {
    return this.#parts.pathname;
  }

  set pathname(value) {
    this.#parts.pathname = dotless(percent(String(value).replace(/^\/?/, '/'), inPath));
  }

  get search() {
    return this.#parts.search;
  }

  set search(value) {
    const query = String(value).replace(/^\?/, '');
    this.#parts.search = query === '' ? '' : '?' + percent(query, inQuery);
    URLSearchParams.reread(this.#params, this.#parts.search);
  }

  get searchParams() {
    return this.#params;
  }

  get hash() {
    return this.#parts.hash;
  }

  set hash(value) {
    const hash = String(value).replace(/^#/, '');
    this.#parts.hash = hash === '' ? '' : '#' + percent(hash, inHash);
  }

  get href() {
    const { protocol, username, password, hostname, pathname, search, hash } = this.#parts;
    const user = username === '' && password === '' ? '' : username + (password === '' ? '' : ':' + password) + '@';
    return protocol + (hostname === null ? '' : '//' + user + this.host) + pathname + search + hash;
  }

  set href(value) {
    this.#parts = new URL(value).#parts;
    URLSearchParams.reread(this.#params, this.#parts.search);
  }

  toString() {
    return this.href;
  }

  toJSON() {
    return this.href;
  }
}

export default URL;
