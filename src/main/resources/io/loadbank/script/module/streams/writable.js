(function (tools) {
  'use strict';
  const { deferred, SizedQueue, strategy, methods, attempt } = tools;
  const CLOSE = Symbol('close');
  const internals = new WeakMap();

  function of(stream) {
    if (!internals.has(stream)) {
      throw new TypeError('a WritableStream is needed');
    }
    return internals.get(stream);
  }

  function locked(stream, what) {
    if (of(stream).writer !== undefined) {
      throw new TypeError('a locked stream cannot be ' + what + ' but by its writer');
    }
    return of(stream);
  }

  /**
   * The state of one stream: writable, erroring while a sink's call is still under way, errored, closed. Writes are handed
   * to the sink one after the other.
   */
  class State {
    kind = 'writable';
    queue = new SizedQueue();
    writes = [];
    writer = undefined;
    started = false;
    busy = undefined;
    closing = undefined;
    aborting = undefined;

    constructor(sink, plan) {
      this.sink = sink;
      this.plan = plan;
    }

    desired() {
      return this.kind === 'errored' || this.kind === 'erroring' ? null
        : this.kind === 'closed' ? 0 : this.plan.mark - this.queue.total;
    }

    start(controller) {
      this.controller = controller;
      const result = this.sink.start === undefined ? undefined : this.sink.start(controller);
      Promise.resolve(result).then(
        () => { this.started = true; this.advance(); },
        (reason) => { this.started = true; this.fail(reason); });
    }

    /** Whether the queue is full, or closing has begun: writers are asked to wait. */
    get full() {
      return this.closing === undefined && this.desired() <= 0;
    }

    pressure(before) {
      if (this.writer === undefined || this.kind !== 'writable' || this.closing !== undefined || before === this.full) {
        return;
      }
      if (this.full) {
        this.writer.ready = deferred();
      } else {
        this.writer.ready.resolve(undefined);
      }
    }

    write(chunk) {
      let size;
      try {
        size = this.plan.size(chunk);
      } catch (e) {
        this.fail(e);
        size = 1;
      }
      if (this.kind === 'errored' || this.kind === 'erroring') {
        return Promise.reject(this.reason);
      }
      if (this.closing !== undefined || this.kind === 'closed') {
        return Promise.reject(new TypeError('the stream is closing or closed: nothing can be written'));
      }
      const request = deferred();
      const before = this.full;
      try {
        this.queue.push(chunk, size);
      } catch (e) {
        this.fail(e);
        return Promise.reject(e);
      }
      this.writes.push(request);
      this.pressure(before);
      this.advance();
      return request.promise;
    }

    close() {
      if (this.kind === 'closed' || this.kind === 'errored') {
        return Promise.reject(new TypeError('the stream is ' + this.kind + ' already'));
      }
      if (this.closing !== undefined) {
        return Promise.reject(new TypeError('the stream is closing already'));
      }
      const full = this.full;
      this.closing = deferred();
      if (this.writer !== undefined && full && this.kind === 'writable') {
        this.writer.ready.resolve(undefined);
      }
      this.queue.push(CLOSE, 0);
      this.advance();
      return this.closing.promise;
    }

    advance() {
      if (!this.started || this.busy !== undefined) {
        return;
      }
      if (this.kind === 'erroring') {
        this.finishError();
        return;
      }
      if (this.kind !== 'writable' || this.queue.length === 0) {
        return;
      }
      if (this.queue.first() === CLOSE) {
        this.finishClose();
        return;
      }
      const request = this.writes.shift();
      this.busy = request;
      attempt(this.sink.write, this.queue.first(), this.controller).then(
        () => {
          this.busy = undefined;
          request.resolve(undefined);
          if (this.kind === 'writable') {
            const before = this.full;
            this.queue.shift();
            this.pressure(before);
          }
          this.advance();
        },
        (reason) => {
          this.busy = undefined;
          request.reject(reason);
          this.fail(reason);
          this.advance();
        });
    }

    finishClose() {
      this.queue.shift();
      this.busy = this.closing;
      const closing = this.closing;
      attempt(this.sink.close).then(
        () => {
          this.busy = undefined;
          this.kind = 'closed';
          closing.resolve(undefined);
          if (this.aborting !== undefined) {
            this.aborting.resolve(undefined);
          }
          if (this.writer !== undefined) {
            this.writer.closed.resolve(undefined);
          }
        },
        (reason) => {
          this.busy = undefined;
          closing.reject(reason);
          this.fail(reason);
          this.advance();
        });
    }

    fail(reason) {
      if (this.kind !== 'writable') {
        return;
      }
      this.kind = 'erroring';
      this.reason = reason;
      if (this.writer !== undefined) {
        if (this.writer.ready.settled) {
          this.writer.ready = deferred();
        }
        this.writer.ready.reject(reason);
      }
      this.advance();
    }

    finishError() {
      this.kind = 'errored';
      this.queue.clear();
      this.writes.splice(0).forEach((request) => request.reject(this.reason));
      const aborting = this.aborting;
      if (this.closing !== undefined && !this.closing.settled) {
        this.closing.reject(this.reason);
      }
      if (this.writer !== undefined) {
        this.writer.closed.reject(this.reason);
      }
      if (aborting !== undefined && aborting.late) {
        aborting.reject(this.reason);
      } else if (aborting !== undefined) {
        attempt(this.sink.abort, aborting.reason).then(() => aborting.resolve(undefined), aborting.reject);
      }
    }

    abort(reason) {
      if (this.kind === 'closed' || this.kind === 'errored') {
        return Promise.resolve(undefined);
      }
      if (this.aborting !== undefined) {
        return this.aborting.promise;
      }
      const aborting = deferred();
      this.aborting = aborting;
      aborting.reason = reason;
      aborting.late = this.kind === 'erroring';
      this.fail(reason);
      return aborting.promise;
    }
  }

  class WritableStreamDefaultController {
    #state;
    constructor(state) { this.#state = state; }
    error(reason) { this.#state.fail(reason); }
  }

  class WritableStream {
    constructor(underlyingSink, queuingStrategy) {
      const sink = methods(underlyingSink, ['start', 'write', 'close', 'abort'], 'sink');
      if (underlyingSink !== undefined && underlyingSink.type !== undefined) {
        throw new RangeError('a WritableStream has no types');
      }
      const state = new State(sink, strategy(queuingStrategy, 1));
      internals.set(this, state);
      state.start(new WritableStreamDefaultController(state));
    }

    get locked() { return of(this).writer !== undefined; }
    async abort(reason) { return locked(this, 'aborted').abort(reason); }
    async close() { return locked(this, 'closed').close(); }
    getWriter() { return new WritableStreamDefaultWriter(this); }
  }

  class WritableStreamDefaultWriter {
    #state;
    #own;

    constructor(stream) {
      const state = of(stream);
      if (state.writer !== undefined) {
        throw new TypeError('the stream is locked to a writer already');
      }
      this.#state = state;
      this.#own = { ready: deferred(), closed: deferred() };
      state.writer = this.#own;
      if (state.kind === 'erroring' || state.kind === 'errored') {
        this.#own.ready.reject(state.reason);
      } else if (!state.full) {
        this.#own.ready.resolve(undefined);
      }
      if (state.kind === 'closed') {
        this.#own.closed.resolve(undefined);
      } else if (state.kind === 'errored') {
        this.#own.closed.reject(state.reason);
      }
    }

    #locked() {
      if (this.#state === undefined) {
        throw new TypeError('the writer has released its stream');
      }
      return this.#state;
    }

    get closed() { return this.#own.closed.promise; }
    get ready() { return this.#own.ready.promise; }
    get desiredSize() { return this.#locked().desired(); }
    async abort(reason) { return this.#locked().abort(reason); }
    async close() { return this.#locked().close(); }
    async write(chunk) { return this.#locked().write(chunk); }

    releaseLock() {
      if (this.#state === undefined) {
        return;
      }
      const reason = new TypeError('the writer has released its stream');
      for (const name of ['ready', 'closed']) {
        if (this.#own[name].settled) {
          this.#own[name] = deferred();
        }
        this.#own[name].reject(reason);
      }
      this.#state.writer = undefined;
      this.#state = undefined;
    }
  }
  return { WritableStream, WritableStreamDefaultWriter };
});
