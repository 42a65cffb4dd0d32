// Trace contexts on requests: Loadbank's own implementation of the documented http-instrumentation-tempo.
import exec from 'k6/execution';
import { functions, replace } from 'https://jslib.k6.io/loadbank-instrumentation/1.0.0/index.js';

function hex(bytes) {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (b) => b.toString(16).padStart(2, '0')).join('');
}

const PROPAGATORS = {
  w3c: (trace, span, sampled) => ({ Traceparent: `00-${trace}-${span}-${sampled ? '01' : '00'}` }),
  jaeger: (trace, span, sampled) => ({ 'Uber-Trace-Id': `${trace}:${span}:0:${sampled ? '1' : '0'}` }),
};

/** What is said beside a sample; there is nobody to say it in setup and teardown. */
function metadata() {
  try {
    return exec.vu.metrics.metadata;
  } catch (_) {
    return {};
  }
}

function sender(options) {
  const { propagator = 'w3c', sampling = 1 } = options || {};
  if (!Object.hasOwn(PROPAGATORS, propagator)) {
    throw new Error(`unknown propagator '${propagator}': w3c or jaeger`);
  }
  if (typeof sampling !== 'number' || !(sampling >= 0 && sampling <= 1)) {
    throw new Error('sampling must be a number from 0 to 1');
  }
  return (call) => {
    const trace = hex(16);
    const beside = metadata();
    beside.trace_id = trace;
    try {
      return call.go(PROPAGATORS[propagator](trace, hex(8), Math.random() < sampling));
    } finally {
      delete beside.trace_id;
    }
  };
}

/** A client like k6/http, whose requests carry a trace context. */
export class Client {
  constructor(options) {
    Object.assign(this, functions(sender(options)));
  }
}

/** From now on the requests of k6/http carry a trace context. */
export function instrumentHTTP(options) {
  replace(sender(options));
}

export default { Client, instrumentHTTP };
