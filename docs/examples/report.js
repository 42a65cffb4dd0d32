// A summary of your own: files are kept with the run (GET /api/v1/runs/{id}/artifacts), stdout goes to its log.
import http from 'k6/http';
import { check } from 'k6';

export const options = { vus: 2, iterations: 6, thresholds: { http_req_duration: ['p(95)<2000'], checks: ['rate==1'] } };

export function setup() {
  return { startedBy: 'report.js' };
}

export default function () {
  check(http.get(`${__ENV.TARGET}/json`), { 'status is 200': (r) => r.status === 200 });
}

export function handleSummary(data) {
  const duration = data.metrics.http_req_duration;
  const lines = [
    '# Load test',
    '',
    `| requests | p(95) | thresholds |`,
    `|---|---|---|`,
    `| ${data.metrics.http_reqs.values.count} | ${duration.values['p(95)'].toFixed(2)} ms | ${
      Object.values(duration.thresholds).every((t) => t.ok) ? 'kept' : 'broken'
    } |`,
  ];
  return {
    stdout: `${data.metrics.iterations.values.count} iterations, set up by ${data.setup_data.startedBy}`,
    'summary.json': JSON.stringify(data, null, 2),
    'reports/summary.md': lines.join('\n'),
  };
}
