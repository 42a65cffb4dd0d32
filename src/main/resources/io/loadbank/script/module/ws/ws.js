(function (open, now) {
  'use strict';
  /** Events that are handled at most while a timer is due. */
  const BEFORE_A_TIMER = 100;

  function positive(name, ms) {
    const delay = Number(ms);
    if (!(delay > 0)) {
      throw new Error(name + '() of a socket needs a delay above 0, not ' + String(ms));
    }
    return delay;
  }

  function callback(name, fn) {
    if (typeof fn !== 'function') {
      throw new TypeError(name + '() of a socket needs a function');
    }
    return fn;
  }

  /** The timers of one socket, soonest first. */
  function timers() {
    const armed = [];
    function arm(timer) {
      let i = armed.length;
      while (i > 0 && armed[i - 1].due > timer.due) {
        i--;
      }
      armed.splice(i, 0, timer);
    }
    return {
      add(fn, delay, repeat) {
        arm({ fn, delay, repeat, due: now() + delay });
      },
      /** Milliseconds until the next one; below 0 when it is due. */
      wait: () => (armed.length === 0 ? Infinity : armed[0].due - now()),
      fire() {
        const timer = armed.shift();
        timer.fn();
        if (timer.repeat) {
          timer.due = now() + timer.delay;
          arm(timer);
        }
      },
    };
  }

  function failure(text) {
    return { error: () => text, toString: () => text };
  }

  function run(session, setUp) {
    const handlers = Object.create(null);
    const timing = timers();
    let closed = false;

    function emit(name, value) {
      const list = handlers[name];
      for (let i = 0; list !== undefined && i < list.length; i++) {
        if (value === undefined) {
          list[i]();
        } else {
          list[i](value);
        }
      }
    }

    function close(code) {
      if (!closed) {
        closed = true;
        session.close(code);
        emit('close', code);
      }
    }

    function whileOpen(send) {
      if (closed) {
        emit('error', failure('websocket: close sent'));
      } else {
        send();
      }
    }

    const socket = {
      on(name, fn) {
        if (typeof fn === 'function') {
          (handlers[name] = handlers[name] || []).push(fn);
        }
      },
      send(text) {
        const message = String(text);
        whileOpen(() => session.send(message));
      },
      sendBinary(data) {
        if (!(data instanceof ArrayBuffer)) {
          throw new TypeError(
            data === undefined ? 'sendBinary() needs an ArrayBuffer' : 'sendBinary() takes an ArrayBuffer, not ' + typeof data);
        }
        whileOpen(() => session.sendBinary(data));
      },
      ping() {
        whileOpen(() => session.ping());
      },
      close(code) {
        close(code === undefined ? 1001 : Number(code) & 0xffff);
      },
      setTimeout(fn, ms) {
        timing.add(callback('setTimeout', fn), positive('setTimeout', ms), false);
      },
      setInterval(fn, ms) {
        timing.add(callback('setInterval', fn), positive('setInterval', ms), true);
      },
    };

    function dispatch(event) {
      if (event[0] !== 'close') {
        emit(event[0], event.length > 1 ? event[1] : undefined);
        return;
      }
      if (event[2] !== '') {
        emit('error', failure(event[2]));
      }
      close(event[1]);
    }

    try {
      setUp(socket);
      emit('open');
      // what has come goes before a timer that is due, but a flood does not hold it up
      let before = 0;
      while (!closed) {
        const wait = timing.wait();
        const event = wait <= 0 && before >= BEFORE_A_TIMER ? null : session.next(Math.max(0, wait));
        if (event !== null) {
          before = wait <= 0 ? before + 1 : 0;
          dispatch(event);
        } else if (wait <= 0) {
          before = 0;
          timing.fire();
        }
      }
    } catch (e) {
      try {
        close(1001);
      } catch (again) {
        // the first error is the one that counts
      }
      throw e;
    } finally {
      session.end();
    }
    return session.response;
  }

  return {
    connect(url, ...rest) {
      const setUp = rest[rest.length - 1];
      if (rest.length < 1 || rest.length > 2 || typeof setUp !== 'function') {
        throw new Error('ws.connect() takes a URL, optional params and, last, a function that sets the socket up');
      }
      const session = open(String(url), rest.length === 2 ? rest[0] : undefined);
      return session.next === undefined ? session.response : run(session, setUp);
    },
  };
});
