(function (host) {
  'use strict';
  const { instance, scenario, vu, test } = host;

  function readOnly(reader, names, guard) {
    const o = {};
    for (const name of names) {
      Object.defineProperty(o, name, { enumerable: true, get: () => reader(name) });
    }
    return o;
  }

  function freeze(o) {
    if (o !== null && typeof o === 'object') {
      Object.values(o).forEach(freeze);
      Object.freeze(o);
    }
    return o;
  }

  const info = {
    instance: readOnly(instance, [
      'currentTestRunDuration', 'iterationsCompleted', 'iterationsInterrupted', 'vusActive', 'vusInitialized',
    ]),
    scenario: readOnly(scenario, [
      'name', 'executor', 'startTime', 'progress', 'iterationInInstance', 'iterationInTest',
    ]),
    test: {
      abort(message) {
        test.abort(message === undefined || message === null ? null : String(message));
      },
      fail(message) {
        test.fail(message === undefined || message === null ? null : String(message));
      },
    },
  };
  let options;
  Object.defineProperty(info.test, 'options', {
    enumerable: true,
    get: () => options || (options = freeze(test.options())),
  });

  function vuInfo() {
    const o = readOnly(vu.number, ['idInInstance', 'idInTest', 'iterationInInstance', 'iterationInScenario']);
    o.tags = vu.tags;
    o.metrics = { tags: vu.tags, metadata: vu.metadata };
    return o;
  }

  const execution = {};
  for (const name of ['instance', 'scenario', 'test']) {
    Object.defineProperty(execution, name, {
      enumerable: true,
      get() {
        host.guard(name);
        return info[name];
      },
    });
  }
  Object.defineProperty(execution, 'vu', {
    enumerable: true,
    get() {
      host.guard('vu');
      return vuInfo();
    },
  });
  return execution;
});
