(function (host) {
  'use strict';
  const CONNECTING = 0;
  const OPEN = 1;
  const CLOSING = 2;
  const CLOSED = 3;
  const constants = Object.getOwnPropertyDescriptors(Object.freeze({ CONNECTING, OPEN, CLOSING, CLOSED }));
  for (const name of Object.keys(constants)) {
    constants[name].enumerable = false;
  }
  /** What sockets inherit: hidden, so that listing a socket shows what it is. */
  const STATES = Object.defineProperties({}, constants);
  const TYPES = ['open', 'message', 'error', 'close', 'ping', 'pong'];

  function buffer(data) {
    if (data instanceof ArrayBuffer) {
      return data;
    }
    if (ArrayBuffer.isView(data)) {
      return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice().buffer;
    }
    return undefined;
  }

  function joined(buffers) {
    const bytes = new Uint8Array(buffers.reduce((sum, each) => sum + each.byteLength, 0));
    let at = 0;
    for (const each of buffers) {
      bytes.set(new Uint8Array(each), at);
      at += each.byteLength;
    }
    return bytes.buffer;
  }

  class Blob {
    #bytes;
    #type;

    constructor(parts, options) {
      if (parts !== undefined && parts !== null && !Array.isArray(parts)) {
        throw new TypeError('the parts of a Blob must be an array');
      }
      this.#bytes = joined((parts || []).map((part) => {
        if (typeof part === 'string') {
          return host.encode(part);
        }
        const bytes = part instanceof Blob ? part.#bytes : buffer(part);
        if (bytes === undefined) {
          throw new TypeError('a part of a Blob must be a string, an ArrayBuffer, a view of one, or a Blob');
        }
        return bytes;
      }));
      const type = options === undefined || options === null ? undefined : options.type;
      this.#type = type === undefined ? '' : String(type);
    }

    static bytesOf(data) {
      return data instanceof Blob ? data.#bytes : undefined;
    }

    get size() {
      return this.#bytes.byteLength;
    }

    get type() {
      return this.#type;
    }

    async text() {
      return host.decode(this.#bytes);
    }

    async arrayBuffer() {
      return this.#bytes.slice(0);
    }

    async bytes() {
      return new Uint8Array(this.#bytes.slice(0));
    }

    slice(from, to, type) {
      return new Blob([this.#bytes.slice(from === undefined ? 0 : from, to)], { type: type === undefined ? '' : type });
    }

    stream() {
      throw new Error('Blob.stream() is not supported; use text(), bytes() or arrayBuffer()');
    }
  }
  const bytesOf = Blob.bytesOf;
  delete Blob.bytesOf;

  function checkUrl(args) {
    if (args.length === 0 || args[0] === undefined || args[0] === null) {
      throw new Error('new WebSocket() needs a URL');
    }
    const url = String(args[0]);
    const parts = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]+)([^#]*)(#.*)?$/.exec(url);
    if (parts === null || /[\s\x00-\x1f\x7f]/.test(parts[2])) {
      throw new Error("new WebSocket(): invalid URL '" + url + "'");
    }
    if (!/^wss?$/i.test(parts[1])) {
      throw new Error("new WebSocket(): the URL must be ws or wss, not '" + parts[1] + "'");
    }
    if (parts[4] !== undefined) {
      throw new Error("new WebSocket(): the URL '" + url + "' must not have a fragment");
    }
    return url;
  }

  function checkProtocols(given) {
    if (given === undefined || given === null) {
      return [];
    }
    if (typeof given === 'string') {
      return given === '' ? [] : [given];
    }
    if (!Array.isArray(given)) {
      throw new TypeError('the protocols of a WebSocket must be a string or an array');
    }
    return given.map(String);
  }

  function WebSocket(...args) {
    const url = checkUrl(args);
    const protocols = checkProtocols(args[1]);
    const handlers = {};
    const listeners = {};
    let readyState = CONNECTING;
    let binaryType = 'blob';
    let protocol = '';
    let extensions = [];
    let closing = null;

    const socket = {
      __proto__: STATES,
      get url() {
        return url;
      },
      get readyState() {
        return readyState;
      },
      get bufferedAmount() {
        return readyState === CONNECTING || readyState === CLOSED ? 0 : session.unsent();
      },
      get protocol() {
        return protocol;
      },
      get extensions() {
        return extensions;
      },
      get binaryType() {
        return binaryType;
      },
      set binaryType(type) {
        if (type !== 'blob' && type !== 'arraybuffer') {
          throw new Error("the binaryType of a WebSocket must be 'blob' or 'arraybuffer', not '" + String(type) + "'");
        }
        binaryType = type;
      },
      send(data) {
        mustBeOpen();
        if (typeof data === 'string') {
          session.send(data);
          return;
        }
        const bytes = bytesOf(data) || buffer(data);
        if (bytes === undefined) {
          throw new TypeError(
            'send() of a WebSocket takes a string, an ArrayBuffer, a typed array or a Blob, not ' + kind(data));
        }
        session.sendBinary(bytes);
      },
      ping() {
        mustBeOpen();
        session.ping();
      },
      close(code, reason) {
        const status = code === undefined ? 1000 : Number(code);
        const text = reason === undefined ? '' : String(reason);
        if (status !== 1000 && !(Number.isInteger(status) && status >= 3000 && status <= 4999)) {
          throw new Error('InvalidAccessError: the close code must be 1000 or 3000 to 4999, not ' + String(code));
        }
        if (host.encode(text).byteLength > 123) {
          throw new Error('SyntaxError: the reason to close must not be longer than 123 bytes');
        }
        if (readyState >= CLOSING) {
          return;
        }
        const open = readyState === OPEN;
        readyState = CLOSING;
        if (open) {
          session.close(status, text);
        } else {
          closing = { status, text };
        }
      },
      addEventListener(type, fn) {
        if (typeof fn !== 'function') {
          throw new TypeError('addEventListener() of a WebSocket takes the name of an event and a function');
        }
        if (!TYPES.includes(type)) {
          host.warn("a WebSocket has no event '" + String(type) + "'; this listener will never be called");
          return;
        }
        (listeners[type] = listeners[type] || []).push(fn);
      },
    };
    for (const type of TYPES) {
      handlers[type] = null;
      Object.defineProperty(socket, 'on' + type, {
        enumerable: true,
        get: () => handlers[type],
        set(fn) {
          if (typeof fn !== 'function' && fn !== null && fn !== undefined) {
            throw new TypeError('on' + type + ' of a WebSocket must be a function or null');
          }
          handlers[type] = fn === undefined ? null : fn;
        },
      });
    }

    function kind(data) {
      return data === null ? 'null' : typeof data;
    }

    function mustBeOpen() {
      if (readyState !== OPEN) {
        throw new Error('InvalidStateError: the WebSocket is not open');
      }
    }

    function emit(type, timestamp, more) {
      const event = Object.assign({ type, target: socket, timestamp }, more);
      const list = listeners[type];
      if (handlers[type] !== null) {
        handlers[type].call(socket, event);
      }
      for (let i = 0; list !== undefined && i < list.length; i++) {
        list[i].call(socket, event);
      }
    }

    /** Whether a message counts. */
    function take(type, timestamp, a, b) {
      switch (type) {
        case 'open':
          protocol = a;
          extensions = b === '' ? [] : b.split(',').map((each) => each.trim());
          if (closing !== null) {
            session.close(closing.status, closing.text);
            return;
          }
          readyState = OPEN;
          emit('open', timestamp);
          return;
        case 'message':
          if (readyState !== OPEN) {
            return false;
          }
          emit('message', timestamp, {
            data: typeof a === 'string' || binaryType === 'arraybuffer' ? a : new Blob([a]),
            origin: url,
          });
          return true;
        case 'broken':
          if (readyState !== CLOSING) {
            readyState = CLOSED;
            emit('error', timestamp, { error: a });
          }
          return;
        case 'error':
          readyState = CLOSED;
          emit('error', timestamp, { error: a });
          return;
        case 'close':
          readyState = CLOSED;
          emit('close', timestamp, a === 0 ? { reason: b } : { code: a, reason: b });
          return;
        default:
          emit(type, timestamp);
      }
    }

    const session = host.open(url, protocols, args[2], (type, timestamp, a, b) => {
      try {
        return take(type, timestamp, a, b);
      } catch (e) {
        readyState = CLOSED;
        session.drop();
        throw e;
      }
    });
    return socket;
  }

  Object.defineProperties(WebSocket, constants);
  return { Blob, WebSocket };
});
