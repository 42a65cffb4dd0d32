(function (host) {
  'use strict';
  const { guard, instance, scenario, vu, test } = host;

  function readOnly(group, reader, names) {
    const o = {};
    for (const name of names) {
      Object.defineProperty(o, name, {
        enumerable: true,
        get() {
          guard(group);
          return reader(name);
        },
      });
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

  function text(message) {
    return message === undefined || message === null ? null : String(message);
  }

  const vuNames = ['idInInstance', 'idInTest', 'iterationInInstance', 'iterationInScenario'];
  const groups = {
    instance: readOnly('instance', instance, [
      'currentTestRunDuration', 'iterationsCompleted', 'iterationsInterrupted', 'vusActive', 'vusInitialized',
    ]),
    scenario: readOnly('scenario', scenario, [
      'name', 'executor', 'startTime', 'progress', 'iterationInInstance', 'iterationInTest',
    ]),
    vu: readOnly('vu', vu.number, vuNames),
    test: {
      abort: (message) => test.abort(text(message)),
      fail: (message) => test.fail(text(message)),
    },
  };
  Object.defineProperty(groups.vu, 'tags', { enumerable: true, get: () => (guard('vu'), vu.tags), set() {} });
  Object.defineProperty(groups.vu, 'metrics', {
    enumerable: true,
    get: () => (guard('vu'), { tags: vu.tags, metadata: vu.metadata }),
    set() {},
  });
  let options;
  Object.defineProperty(groups.test, 'options', {
    enumerable: true,
    get: () => options || (options = freeze(test.options())),
  });

  const execution = {};
  for (const name of Object.keys(groups)) {
    Object.defineProperty(execution, name, {
      enumerable: true,
      get() {
        guard(name);
        return groups[name];
      },
    });
  }
  Object.defineProperty(execution, 'named', { value: () => groups });
  return execution;
});
