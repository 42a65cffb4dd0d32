(function (host) {
  'use strict';
  const define = Object.defineProperty;
  const builtins = {};

  Graal.setUnhandledPromiseRejectionHandler((reason) => {
    let text;
    try {
      text = String(reason);
    } catch (e) {
      text = 'a reason that cannot be shown';
    }
    host.rejected(text, reason instanceof Error && typeof reason.stack === 'string' ? reason.stack : text);
  });
  for (const name of [
    'load', 'loadWithNewGlobal', 'print', 'printErr', 'Graal', 'arguments', 'SharedArrayBuffer', 'Atomics',
    'WebAssembly', 'Polyglot', 'Java', 'Packages',
  ]) {
    delete globalThis[name];
  }

  function hidden(name, value) {
    define(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }

  /** A global that is made when it is first asked for. */
  function late(name) {
    define(globalThis, name, {
      get() {
        const value = host.global(name);
        hidden(name, value);
        return value;
      },
      set(value) {
        hidden(name, value);
      },
      configurable: true,
      enumerable: false,
    });
  }

  function mixing(name) {
    define(globalThis, name, {
      get() {
        throw new ReferenceError(
          "'" + name + "' is not defined in an ES module: a script uses either import and export or require and module.exports");
      },
      set() {
        throw new ReferenceError("'" + name + "' cannot be used in an ES module");
      },
      configurable: true,
    });
  }

  function environment(values) {
    const env = Object.assign({}, values);
    return new Proxy(env, {
      set(target, key, value) {
        target[key] = String(value);
        return true;
      },
    });
  }

  const loadbank = {
    builtin(name) {
      let known = builtins[name];
      if (known === undefined) {
        const opened = host.builtin(name);
        known = { exports: opened.exports, named: opened.named };
        define(known.exports, 'default', { value: known.exports, enumerable: false });
        define(known.exports, '__esModule', { value: true, enumerable: false });
        builtins[name] = known;
      }
      return known;
    },
    live(object, name, get, set) {
      if (typeof get() === 'function') {
        define(object, name, { get, set, enumerable: true, configurable: true });
      }
    },
    require: (path) => host.require(path),
    resolve: (importer, specifier) => host.resolve(importer, String(specifier)),
    done(namespace) {
      host.done(namespace);
    },
  };
  hidden('__loadbank', loadbank);
  hidden('global', globalThis);
  hidden('console', host.console);
  hidden('open', (path, mode) => host.open(path === undefined || path === null ? '' : String(path), mode === 'b'));
  hidden('require', (specifier) => host.requireGlobal(String(specifier)));
  hidden('__VU', host.vu);
  hidden('__ENV', environment(host.env));
  for (const name of Object.keys(host.timers)) {
    hidden(name, host.timers[name]);
  }
  for (const name of host.lateGlobals) {
    late(name);
  }
  mixing('module');
  mixing('exports');

  return {
    loadbank,
    endInit() {
      delete globalThis.__loadbank;
    },
    environment(values) {
      globalThis.__ENV = environment(values);
    },
    iterations(current) {
      // made at the first iteration, for __ITER does not exist before; read only by those who ask
      define(globalThis, '__ITER', { get: () => current(), configurable: true, enumerable: true });
    },
    isFunction: (value) => typeof value === 'function',
    keys: (value) => (value !== null && typeof value === 'object' ? Object.keys(value) : []),
    commonJs(wrapper, module, require) {
      wrapper.call(module.exports, module, module.exports, require);
      return module.exports;
    },
    newModule: () => ({ exports: {} }),
    overwrite(target, values) {
      if (target !== null && typeof target === 'object') {
        for (const key of Object.keys(values)) {
          if (values[key] !== null) {
            target[key] = values[key];
          }
        }
      }
    },
    settle(value, resolve, reject) {
      Promise.resolve(value).then(resolve, reject);
    },
    serialise: host.serialise,
  };
});
