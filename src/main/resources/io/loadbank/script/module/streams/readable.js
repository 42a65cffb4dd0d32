(function (tools) {
  'use strict';
  const { deferred, quiet, SizedQueue, strategy, methods, attempt } = tools;
  const internals = new WeakMap();
  const of = (stream) => {
    const s = internals.get(stream);
    if (s === undefined) {
      throw new TypeError('a ReadableStream is needed');
    }
    return s;
  };

  /** The state of one stream: readable, closed or errored, its queue and who waits for chunks. */
  class State {
    kind = 'readable';
    queue = new SizedQueue();
    reader = undefined;
    started = false;
    pulling = false;
    pullAgain = false;
    closing = false;

    constructor(source, plan) {
      this.source = source;
      this.plan = plan;
    }

    get waiting() {
      return this.reader === undefined ? 0 : this.reader.requests.length;
    }

    desired() {
      return this.kind === 'errored' ? null : this.kind === 'closed' ? 0 : this.plan.mark - this.queue.total;
    }

    start(controller) {
      this.controller = controller;
      const result = this.source.start === undefined ? undefined : this.source.start(controller);
      Promise.resolve(result).then(
        () => { this.started = true; this.pull(); },
        (reason) => this.fail(reason));
    }

    canAccept() {
      return this.kind === 'readable' && !this.closing;
    }

    pull() {
      if (!this.canAccept() || !this.started || !(this.waiting > 0 || this.desired() > 0)) {
        return;
      }
      if (this.pulling) {
        this.pullAgain = true;
        return;
      }
      this.pulling = true;
      attempt(this.source.pull, this.controller).then(
        () => {
          this.pulling = false;
          if (this.pullAgain) {
            this.pullAgain = false;
            this.pull();
          }
        },
        (reason) => this.fail(reason));
    }

    enqueue(chunk) {
      if (!this.canAccept()) {
        throw new TypeError('the stream is ' + (this.kind === 'readable' ? 'closing' : this.kind) + ': nothing can be enqueued');
      }
      if (this.waiting > 0) {
        this.reader.requests.shift().resolve({ value: chunk, done: false });
      } else {
        try {
          this.queue.push(chunk, this.plan.size(chunk));
        } catch (e) {
          this.fail(e);
          throw e;
        }
      }
      this.pull();
    }

    requestClose() {
      if (!this.canAccept()) {
        throw new TypeError('the stream is ' + (this.kind === 'readable' ? 'closing' : this.kind) + ' and cannot be closed');
      }
      this.closing = true;
      if (this.queue.length === 0) {
        this.close();
      }
    }

    close() {
      this.kind = 'closed';
      this.forgetSource();
      if (this.reader !== undefined) {
        this.reader.requests.splice(0).forEach((request) => request.resolve({ value: undefined, done: true }));
        this.reader.closed.resolve(undefined);
      }
    }

    fail(reason) {
      if (this.kind !== 'readable') {
        return;
      }
      this.queue.clear();
      this.kind = 'errored';
      this.reason = reason;
      this.forgetSource();
      if (this.reader !== undefined) {
        this.reader.requests.splice(0).forEach((request) => request.reject(reason));
        this.reader.closed.reject(reason);
      }
    }

    forgetSource() {
      this.source = {};
    }

    read() {
      if (this.kind === 'closed') {
        return Promise.resolve({ value: undefined, done: true });
      }
      if (this.kind === 'errored') {
        return quiet(Promise.reject(this.reason));
      }
      if (this.queue.length > 0) {
        const value = this.queue.shift();
        if (this.closing && this.queue.length === 0) {
          this.close();
        } else {
          this.pull();
        }
        return Promise.resolve({ value, done: false });
      }
      const request = deferred();
      this.reader.requests.push(request);
      this.pull();
      return request.promise;
    }

    cancel(reason) {
      if (this.kind === 'closed') {
        return Promise.resolve(undefined);
      }
      if (this.kind === 'errored') {
        return Promise.reject(this.reason);
      }
      const cancel = this.source.cancel;
      this.queue.clear();
      this.close();
      return attempt(cancel, reason).then(() => undefined);
    }
  }

  class ReadableStreamDefaultController {
    #state;
    constructor(state) { this.#state = state; }
    get desiredSize() { return this.#state.desired(); }
    close() { this.#state.requestClose(); }
    enqueue(chunk) { this.#state.enqueue(chunk); }
    error(reason) { this.#state.fail(reason); }
  }

  class ReadableStream {
    constructor(underlyingSource, queuingStrategy) {
      const source = methods(underlyingSource, ['start', 'pull', 'cancel'], 'source');
      const type = underlyingSource === undefined ? undefined : underlyingSource.type;
      if (type !== undefined && type !== 'default') {
        throw new RangeError("a ReadableStream of type '" + type + "' is not supported: there is only the default one");
      }
      const state = new State(source, strategy(queuingStrategy, 1));
      internals.set(this, state);
      state.start(new ReadableStreamDefaultController(state));
    }

    get locked() {
      return of(this).reader !== undefined;
    }

    async cancel(reason) {
      const state = of(this);
      if (state.reader !== undefined) {
        throw new TypeError('a locked stream cannot be cancelled but by its reader');
      }
      return state.cancel(reason);
    }

    getReader(options) {
      const mode = options === undefined || options === null ? undefined : options.mode;
      if (mode !== undefined) {
        throw new TypeError("a reader of mode '" + mode + "' is not supported: there is only the default one");
      }
      return new ReadableStreamDefaultReader(this);
    }
  }

  class ReadableStreamDefaultReader {
    #state;
    #closed;

    constructor(stream) {
      const state = of(stream);
      if (state.reader !== undefined) {
        throw new TypeError('the stream is locked to a reader already');
      }
      this.#state = state;
      this.#closed = deferred();
      state.reader = { requests: [], closed: this.#closed };
      if (state.kind === 'closed') {
        this.#closed.resolve(undefined);
      } else if (state.kind === 'errored') {
        this.#closed.reject(state.reason);
      }
    }

    get closed() {
      return this.#closed.promise;
    }

    async read() {
      if (this.#state === undefined) {
        throw new TypeError('the reader has released its stream');
      }
      return this.#state.read();
    }

    async cancel(reason) {
      if (this.#state === undefined) {
        throw new TypeError('the reader has released its stream');
      }
      return this.#state.cancel(reason);
    }

    releaseLock() {
      const state = this.#state;
      if (state === undefined) {
        return;
      }
      const reason = new TypeError('the reader has released its stream');
      if (this.#closed.settled) {
        this.#closed = deferred();
      }
      this.#closed.reject(reason);
      const requests = state.reader.requests;
      state.reader = undefined;
      this.#state = undefined;
      requests.splice(0).forEach((request) => request.reject(reason));
    }
  }

  return { ReadableStream, ReadableStreamDefaultReader };
});
