(function (beginCheck, recordCheck, enterGroup, leaveGroup, hostSleep, hostRandom) {
  'use strict';
  const AsyncFunction = (async () => {}).constructor;
  const keys = Object.keys;
  let calls = 0;

  function check(val, sets, tags) {
    if (arguments.length < 2) {
      beginCheck(undefined);
      throw new Error('no checks provided to `check`');
    }
    beginCheck(tags);
    if (sets === null || sets === undefined) {
      throw new TypeError('Cannot convert undefined or null to object');
    }
    const names = keys(sets);
    const call = ++calls;
    let all = true;
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      const condition = sets[name];
      let passed = condition;
      if (typeof condition === 'function') {
        if (condition instanceof AsyncFunction) {
          throw new Error('check "' + name + '" is an async function; await its result first or use an async-aware check');
        }
        if (name.includes('::')) {
          throw new Error("group and check names may not contain '::'");
        }
        try {
          passed = (0, condition)(val);
        } catch (e) {
          resume(call, tags);
          recordCheck(name, false);
          throw e;
        }
        resume(call, tags);
      }
      if (passed) {
        recordCheck(name, true);
      } else {
        recordCheck(name, false);
        all = false;
      }
    }
    return all;
  }

  /** After a predicate that made checks of its own, the tags are those of the outer call again. */
  function resume(call, tags) {
    if (calls !== call) {
      beginCheck(tags);
    }
  }

  function group(name, fn) {
    if (typeof fn !== 'function') {
      throw new Error('group() requires a callback as a second argument');
    }
    if (fn instanceof AsyncFunction) {
      throw new Error('group() does not support async functions as arguments');
    }
    const token = enterGroup(String(name));
    try {
      return fn();
    } finally {
      leaveGroup(token);
    }
  }

  function sleep(seconds) {
    const s = Number(seconds);
    if (s > 0) {
      hostSleep(s);
    }
  }

  function fail(message) {
    throw new Error(message === undefined ? '' : String(message));
  }

  function randomSeed(seed) {
    const next = hostRandom(Number(seed));
    Math.random = () => next();
  }

  return { check, fail, group, randomSeed, sleep };
});
