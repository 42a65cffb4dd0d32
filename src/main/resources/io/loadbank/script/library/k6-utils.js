// Small things that scripts need: Loadbank's own implementation of the documented functions of k6-utils.
import { check as k6Check } from 'k6';
import exec from 'k6/execution';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const HOUR_UNITS = { ns: 1e-6, us: 1e-3, 'µs': 1e-3, 'μs': 1e-3, ms: 1, s: 1000, m: 60000, h: 3600000, d: 86400000 };

/** A whole number, both ends included. */
export function randomIntBetween(min, max) {
  return Math.floor(Math.random() * (max - min + 1) + min);
}

export function randomItem(items) {
  return items[Math.floor(Math.random() * items.length)];
}

export function randomString(length, charset = ALPHABET) {
  let text = '';
  for (let i = 0; i < length; i++) {
    text += charset[Math.floor(Math.random() * charset.length)];
  }
  return text;
}

/** A random UUID; from a cryptographic source if asked to. */
export function uuidv4(secure = false) {
  const bytes = new Uint8Array(16);
  if (secure) {
    crypto.getRandomValues(bytes);
  } else {
    for (let i = 0; i < 16; i++) {
      bytes[i] = Math.floor(Math.random() * 256);
    }
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  let text = '';
  for (let i = 0; i < 16; i++) {
    text += (i === 4 || i === 6 || i === 8 || i === 10 ? '-' : '') + bytes[i].toString(16).padStart(2, '0');
  }
  return text;
}

/** What stands between two texts: the first time, or all of them with repeat. */
export function findBetween(content, left, right, repeat = false) {
  const found = [];
  let from = 0;
  for (;;) {
    const start = content.indexOf(left, from);
    const end = start < 0 ? -1 : content.indexOf(right, start + left.length);
    if (end < 0) {
      return repeat ? found : '';
    }
    const text = content.substring(start + left.length, end);
    if (!repeat) {
      return text;
    }
    found.push(text);
    from = end + right.length;
  }
}

/** Stages whose targets follow a bell curve that reaches maxVus in its middle and ends at 0. */
export function normalDistributionStages(maxVus, durationSeconds, numberOfStages = 10) {
  const density = (x) => Math.exp((-1 / 2) * x * x) / Math.sqrt(2 * Math.PI);
  const step = 4 / numberOfStages;
  const stages = [];
  const length = Math.ceil(durationSeconds / numberOfStages);
  for (let i = 0; i <= numberOfStages; i++) {
    const target = Math.ceil(maxVus * (density(-2 + step * i) / density(0)));
    stages.push({ duration: (i === 0 ? 0 : length) + 's', target });
  }
  stages.push({ duration: length + 's', target: 0 });
  return stages;
}

/** Like check of k6, but the conditions may be async; then the answer is a promise. */
export function check(value, conditions, tags) {
  const asynchronous = {};
  const settled = {};
  for (const name of Object.keys(conditions)) {
    const condition = conditions[name];
    const result = typeof condition === 'function' ? condition(value) : condition;
    if (result !== null && typeof result === 'object' && typeof result.then === 'function') {
      asynchronous[name] = result;
    } else {
      settled[name] = result;
    }
  }
  const known = Object.keys(settled).length === 0 || judged(value, settled, tags);
  const names = Object.keys(asynchronous);
  if (names.length === 0) {
    return known;
  }
  return Promise.all(names.map((name) => asynchronous[name])).then((values) => {
    const late = {};
    names.forEach((name, i) => {
      late[name] = values[i];
    });
    return judged(value, late, tags) && known;
  });
}

function judged(value, results, tags) {
  const plain = {};
  for (const name of Object.keys(results)) {
    plain[name] = Boolean(results[name]);
  }
  return tags === undefined ? k6Check(value, plain) : k6Check(value, plain, tags);
}

function milliseconds(text) {
  if (typeof text === 'number') {
    return text;
  }
  const parts = /(\d+(?:\.\d+)?)(ns|us|µs|μs|ms|s|m|h|d)/g;
  let sum = 0;
  for (const [, number, unit] of text.matchAll(parts)) {
    sum += Number(number) * HOUR_UNITS[unit];
  }
  return sum;
}

function stagesOfScenario() {
  const scenario = exec.test.options.scenarios[exec.scenario.name];
  if (scenario === undefined || !Array.isArray(scenario.stages) || scenario.stages.length === 0) {
    throw new Error("only ramping executors have stages; scenario '" + exec.scenario.name + "' has none");
  }
  return scenario.stages;
}

/** The number of the stage that runs now, from 0; the last one's once all are over. */
export function getCurrentStageIndex() {
  const stages = stagesOfScenario();
  const elapsed = Date.now() - exec.scenario.startTime;
  let end = 0;
  for (let i = 0; i < stages.length; i++) {
    end += milliseconds(stages[i].duration);
    if (elapsed < end) {
      return i;
    }
  }
  return stages.length - 1;
}

export function tagWithCurrentStageIndex() {
  exec.vu.tags.stage = getCurrentStageIndex();
}

/** ramp-up, steady or ramp-down, by how the target changes in the stage that runs now. */
export function getStageProfile() {
  const scenario = exec.test.options.scenarios[exec.scenario.name];
  const stages = stagesOfScenario();
  const index = getCurrentStageIndex();
  const first = scenario.startVUs !== undefined ? scenario.startVUs : scenario.startRate;
  const before = index === 0 ? (first === undefined || first === null ? 0 : first) : stages[index - 1].target;
  const target = stages[index].target;
  return target > before ? 'ramp-up' : target < before ? 'ramp-down' : 'steady';
}

export function tagWithCurrentStageProfile() {
  exec.vu.tags.stage_profile = getStageProfile();
}
