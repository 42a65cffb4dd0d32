// Baggage on requests: Loadbank's own implementation of the documented http-instrumentation-pyroscope.
import exec from 'k6/execution';
import { functions, replace } from 'https://jslib.k6.io/loadbank-instrumentation/1.0.0/index.js';

function scenario() {
  try {
    return exec.scenario.name;
  } catch (_) {
    // setup and teardown are in no scenario
    return undefined;
  }
}

function baggage(call) {
  const tags = (call.params && call.params.tags) || {};
  const members = {
    'k6.test_run_id': __ENV.K6_CLOUDRUN_TEST_RUN_ID,
    'k6.scenario': scenario(),
    'k6.name': tags.name === undefined ? call.url : tags.name,
  };
  const text = Object.entries(members)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return { Baggage: text.join(',') };
}

function sender(generateHeaders) {
  return (call) => call.go(generateHeaders ? generateHeaders(call.method, call.body, call.params) : baggage(call));
}

/** A client like k6/http, whose requests carry more headers: baggage, or those that the function makes. */
export class Client {
  constructor(generateHeaders) {
    Object.assign(this, functions(sender(generateHeaders)));
  }
}

/** From now on the requests of k6/http carry more headers. */
export function instrumentHTTP(generateHeaders) {
  replace(sender(generateHeaders));
}

export default { Client, instrumentHTTP };
