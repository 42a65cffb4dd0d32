(function (constants, newClient, warn) {
  'use strict';
  const EVENTS = ['data', 'error', 'end', 'status'];
  const hosts = new WeakMap();

  /** What JSON has no number for, protobuf's JSON writes as text. */
  function plain(key, value) {
    return typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)) ? String(value) : value;
  }

  function json(message) {
    if (message === undefined || message === null) {
      throw new Error('the message of a gRPC call is missing');
    }
    const text = JSON.stringify(message, plain);
    if (text === undefined) {
      throw new Error('the message of a gRPC call must be an object');
    }
    return text;
  }

  function name(method) {
    return method === undefined || method === null ? '' : String(method);
  }

  class Client {
    constructor() {
      hosts.set(this, newClient());
    }

    load(importPaths, ...protoFiles) {
      return hosts.get(this).load(importPaths, protoFiles);
    }

    loadProtoset(path) {
      return hosts.get(this).loadProtoset(name(path));
    }

    connect(address, params) {
      hosts.get(this).connect(name(address), params);
    }

    close() {
      hosts.get(this).close();
    }

    invoke(method, message, params) {
      const host = hosts.get(this);
      host.check(name(method));
      return host.invoke(name(method), json(message), params);
    }

    asyncInvoke(method, message, params) {
      const host = hosts.get(this);
      return new Promise((resolve) => {
        host.check(name(method));
        host.asyncInvoke(name(method), json(message), params, resolve);
      });
    }

    healthCheck(service) {
      return { status: hosts.get(this).healthCheck(name(service)) };
    }
  }

  class Stream {
    #stream;
    #ended = false;
    #handlers = Object.create(null);

    constructor(client, method, params) {
      const host = typeof client === 'object' && client !== null ? hosts.get(client) : undefined;
      if (host === undefined) {
        throw new Error('new Stream() needs a gRPC client as its first argument');
      }
      this.#stream = host.stream(name(method), params, (event, value, millis) => {
        const list = this.#handlers[event];
        if (event === 'end') {
          this.#ended = true;
        }
        if (list === undefined) {
          if (event === 'error') {
            warn('a gRPC stream has no error handler, but failed: ' + value.message);
          }
          return;
        }
        const metadata = { ts: Math.floor(millis / 1000) };
        for (let i = 0; i < list.length; i++) {
          list[i](value, metadata);
        }
      });
    }

    on(event, fn) {
      if (!EVENTS.includes(event)) {
        warn("a gRPC stream has no event '" + String(event) + "'; this handler will never be called");
        return;
      }
      if (typeof fn !== 'function') {
        throw new TypeError('on() of a gRPC stream takes the name of an event and a function');
      }
      (this.#handlers[event] = this.#handlers[event] || []).push(fn);
    }

    write(message) {
      if (message === undefined || message === null) {
        warn('write() of a gRPC stream was called without a message');
        return;
      }
      if (!this.#ended) {
        this.#stream.write(json(message));
      }
    }

    end() {
      if (!this.#ended) {
        this.#ended = true;
        this.#stream.end();
      }
    }
  }

  return Object.assign({ Client, Stream }, constants);
});
