// The end-of-test text and a JUnit file out of the data of handleSummary: Loadbank's own implementation of the documented
// functions of k6-summary. The text is that of Loadbank's own summary.
const SKIPPED = [
  'checks', 'group_duration', 'http_req_blocked', 'http_req_connecting', 'http_req_receiving', 'http_req_sending',
  'http_req_tls_handshaking', 'http_req_waiting',
];
const SECTIONS = [
  ['HTTP', ['http_reqs', 'http_req_failed', 'http_req_duration']],
  ['EXECUTION', ['vus', 'vus_max', 'iterations', 'iteration_duration', 'dropped_iterations']],
  ['NETWORK', ['data_sent', 'data_received']],
  ['WEB_VITALS', ['browser_web_vital_']],
  ['BROWSER', ['browser_']],
  ['GRPC', ['grpc_']],
  ['WEBSOCKET', ['ws_']],
];
const ORDER = ['CUSTOM', 'HTTP', 'EXECUTION', 'NETWORK', 'BROWSER', 'WEB_VITALS', 'GRPC', 'WEBSOCKET'];
const PUNCTUATION = '_-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$';
const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const FIXED_UNITS = { s: [1e-3, 's'], ms: [1, 'ms'], us: [1e3, 'µs'] };

function stripped(number) {
  return number.includes('.') && !number.includes('e') ? number.replace(/\.?0+$/, '') : number;
}

function cut(value, decimals) {
  return stripped((Math.trunc(value * 10 ** decimals) / 10 ** decimals).toFixed(decimals));
}

function bytesText(bytes) {
  if (bytes < 10) {
    return stripped(String(bytes)) + ' B';
  }
  let unit = 0;
  let scale = 1;
  while (unit < BYTE_UNITS.length - 1 && bytes >= scale * 1000) {
    scale *= 1000;
    unit++;
  }
  const scaled = Math.floor((bytes / scale) * 10 + 0.5) / 10;
  return scaled.toFixed(scaled < 10 ? 1 : 0) + ' ' + BYTE_UNITS[unit];
}

function timeText(millis) {
  if (millis === 0) {
    return '0s';
  }
  if (!Number.isFinite(millis)) {
    return millis + 's';
  }
  if (millis < 0.001) {
    return cut(millis * 1e6, 0) + 'ns';
  }
  if (millis < 1) {
    return cut(millis * 1000, 2) + 'µs';
  }
  if (millis < 1000) {
    return cut(millis, 2) + 'ms';
  }
  let text = cut((millis % 60000) / 1000, millis > 60000 ? 0 : 2) + 's';
  const minutes = Math.floor(millis / 60000);
  if (minutes < 1) {
    return text;
  }
  text = (minutes % 60) + 'm' + text;
  const hours = Math.floor(minutes / 60);
  return hours < 1 ? text : hours + 'h' + text;
}

function percentText(share) {
  return (Math.floor(share * 100 * 100) / 100).toFixed(2) + '%';
}

/** A value of a metric as the summary shows it. */
export function humanizeValue(value, metric, timeUnit) {
  if (metric.type === 'rate') {
    return percentText(value);
  }
  switch (metric.contains) {
    case 'data':
      return bytesText(value);
    case 'time': {
      const fixed = FIXED_UNITS[timeUnit];
      return fixed && Number.isFinite(value) ? (value * fixed[0]).toFixed(2) + fixed[1] : timeText(value);
    }
    default:
      return stripped(value.toFixed(6));
  }
}

function weight(c) {
  const punctuation = PUNCTUATION.indexOf(c);
  return c === ' ' ? 0 : punctuation >= 0 ? 1 + punctuation : 1000 + c.toLowerCase().charCodeAt(0);
}

function compareWords(left, right) {
  let caseOrder = 0;
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = weight(left[i]) - weight(right[i]);
    if (order !== 0) {
      return order;
    }
    if (caseOrder === 0 && left[i] !== right[i]) {
      caseOrder = left[i] === left[i].toLowerCase() ? -1 : 1;
    }
  }
  return left.length - right.length || caseOrder;
}

function compareNames(left, right) {
  const cutAt = (name) => (name.includes('{') ? name.indexOf('{') : name.length);
  const a = cutAt(left);
  const b = cutAt(right);
  return compareWords(left.substring(0, a), right.substring(0, b)) || compareWords(left.substring(a), right.substring(b));
}

function sectionOf(name) {
  const starts = (prefixes) => prefixes.some((prefix) => name.startsWith(prefix));
  if (starts(SKIPPED)) {
    return null;
  }
  const found = SECTIONS.find(([, prefixes]) => starts(prefixes));
  return found === undefined ? 'CUSTOM' : found[0];
}

const width = (text) => [...text].length;
const padded = (text, to) => text + ' '.repeat(Math.max(0, to - width(text)));

/** Rows whose columns line up over the whole table. */
class Table {
  constructor(paint) {
    this.paint = paint;
    this.rows = [];
  }

  add(name, main, extras) {
    return this.rows.push({ name, main, extras, trend: false }) - 1;
  }

  addTrend(name, cells) {
    return this.rows.push({ name, main: '', extras: cells, trend: true }) - 1;
  }

  line(number) {
    const { name, main, extras, trend } = this.rows[number];
    const names = Math.max(...this.rows.map((row) => width(row.name)));
    const mains = Math.max(...this.rows.map((row) => width(row.main)));
    const alike = this.rows.filter((row) => row.trend === trend);
    const columns = extras.map((_, i) => Math.max(...alike.map((row) => (i < row.extras.length ? width(row.extras[i]) : 0))));
    const dots = this.paint('.'.repeat(names + 3 - width(name)) + ':', '2;37');
    const cell = (text, i) => {
      const shown = i < 0 ? text : padded(text, columns[i]);
      const at = shown.indexOf('=');
      return at < 0 || !trend ? this.paint(shown, '2;36') : shown.substring(0, at + 1) + this.paint(shown.substring(at + 1), '36');
    };
    const rest = extras.length === 1 && !trend ? cell(extras[0], -1) : extras.map(cell).join(' ');
    return name + dots + ' ' + (trend ? '' : this.paint(padded(main, mains), '36') + ' ') + rest;
  }
}

class SummaryText {
  constructor(data, options) {
    this.data = data;
    this.colors = options.enableColors === true;
    this.timeUnit = options.summaryTimeUnit || (data.options && data.options.summaryTimeUnit) || '';
    this.stats = options.summaryTrendStats || (data.options && data.options.summaryTrendStats)
      || ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)'];
    this.text = '';
    this.paint = (text, codes) => (this.colors ? '\x1b[' + codes + 'm' + text + '\x1b[0m' : text);
  }

  line(text) {
    this.text += '\n' + text;
  }

  value(metric, number) {
    return humanizeValue(number, metric, this.timeUnit);
  }

  stat(metric, stat) {
    const number = metric.values[stat];
    return number === undefined ? '' : stat === 'count' ? String(number) : this.value(metric, number);
  }

  mark(ok) {
    return ok ? this.paint('✓', '32') : this.paint('✗', '31');
  }

  title(name) {
    this.line('  ' + this.paint('█ ' + name, '1') + ' \n');
  }

  write() {
    const judged = Object.keys(this.data.metrics)
      .filter((name) => this.data.metrics[name].thresholds !== undefined)
      .sort(compareNames);
    if (judged.length > 0) {
      this.title('THRESHOLDS');
      judged.forEach((name) => this.thresholds(name, judged));
      this.text += '\n';
    }
    this.title('TOTAL RESULTS');
    this.checks();
    this.metrics();
    return this.text;
  }

  thresholds(name, judged) {
    const metric = this.data.metrics[name];
    const brace = name.indexOf('{');
    const under = brace > 0 && judged.includes(name.substring(0, brace));
    const indent = under ? '      ' : '    ';
    this.line(indent + (under ? name.substring(brace) : name));
    for (const expression of Object.keys(metric.thresholds)) {
      const aggregation = expression.split(/[=><]/)[0].trim();
      const shown = { counter: () => (aggregation === 'count' ? this.value(metric, metric.values.count) : this.value(metric, metric.values.rate) + '/s'),
        gauge: () => this.value(metric, metric.values.value),
        rate: () => percentText(metric.values.rate),
        trend: () => this.stat(metric, aggregation) }[metric.type]();
      this.line(indent + this.mark(metric.thresholds[expression].ok) + ' ' + this.paint("'" + expression + "'", '37') + ' '
        + this.paint(aggregation + '=', '37') + this.paint(shown, '36'));
    }
    this.text += '\n';
  }

  checks() {
    const all = this.data.metrics.checks;
    if (all === undefined || all.values.passes + all.values.fails === 0) {
      return;
    }
    const { passes, fails } = all.values;
    const total = passes + fails;
    const seconds = this.data.state ? this.data.state.testRunDurationMs / 1000 : 0;
    const table = new Table(this.paint);
    table.add('    checks_total', String(total), [stripped((seconds > 0 ? total / seconds : 0).toFixed(6)) + '/s']);
    table.add('    checks_succeeded', percentText(passes / total), [passes + ' out of ' + total]);
    table.add('    checks_failed', percentText(fails / total), [fails + ' out of ' + total]);
    [0, 1, 2].forEach((row) => this.line(table.line(row)));
    this.text += '\n';
    const list = [];
    const walk = (group) => {
      list.push(...group.checks);
      group.groups.forEach(walk);
    };
    if (this.data.root_group) {
      walk(this.data.root_group);
    }
    for (const check of list) {
      this.line('    ' + this.mark(check.fails === 0) + ' ' + check.name);
      if (check.fails > 0) {
        const share = Math.floor((100 * check.passes) / (check.passes + check.fails));
        this.line('      ' + this.paint('↳  ' + share + '% — ✓ ' + check.passes + ' / ✗ ' + check.fails, '31'));
      }
    }
    this.text += list.length > 0 ? '\n' : '';
  }

  metrics() {
    const table = new Table(this.paint);
    const sections = new Map(ORDER.map((name) => [name, []]));
    for (const name of Object.keys(this.data.metrics).sort(compareNames)) {
      const section = sectionOf(name);
      if (section !== null) {
        sections.get(section).push(this.row(table, name, this.data.metrics[name]));
      }
    }
    for (const [section, rows] of sections) {
      if (rows.length > 0) {
        this.line('    ' + this.paint(section, '1'));
        rows.forEach((row) => this.line(table.line(row)));
        this.text += '\n';
      }
    }
  }

  row(table, name, metric) {
    const brace = name.indexOf('{');
    const shown = '    ' + (brace < 0 ? name : '  { ' + name.substring(brace + 1, name.length - 1).trim() + ' }');
    const { values } = metric;
    switch (metric.type) {
      case 'counter':
        return table.add(shown, this.value(metric, values.count), [this.value(metric, values.rate) + '/s']);
      case 'gauge':
        return table.add(shown, this.value(metric, values.value),
          ['min=' + this.value(metric, values.min), 'max=' + this.value(metric, values.max)]);
      case 'rate':
        return table.add(shown, percentText(values.rate), [values.passes + ' out of ' + (values.passes + values.fails)]);
      default:
        return table.addTrend(shown, this.stats.map((stat) => stat + '=' + this.stat(metric, stat)));
    }
  }
}

/** The summary as text: {indent} stands before each line, {enableColors} paints it for a terminal. */
export function textSummary(data, options = {}) {
  const text = new SummaryText(data, options).write();
  const indent = options.indent === undefined ? '' : options.indent;
  return indent === '' ? text : text.split('\n').map((line) => (line === '' ? line : indent + line)).join('\n');
}

function xml(text) {
  const names = { '<': '&lt;', '>': '&gt;', '&': '&amp;', "'": '&apos;', '"': '&quot;' };
  return String(text).replace(/[<>&'"]/g, (c) => names[c]);
}

/** The thresholds as the test cases of a JUnit file. */
export function jUnit(data, options = {}) {
  const name = options.name === undefined ? 'k6 thresholds' : options.name;
  const cases = [];
  let failures = 0;
  for (const metric of Object.keys(data.metrics)) {
    for (const [expression, { ok }] of Object.entries(data.metrics[metric].thresholds || {})) {
      failures += ok ? 0 : 1;
      const title = '<testcase name="' + xml(metric + ' - ' + expression) + '"';
      cases.push('    ' + title + (ok ? ' />' : '><failure message="failed" /></testcase>'));
    }
  }
  const counts = 'tests="' + cases.length + '" failures="' + failures + '"';
  return '<?xml version="1.0"?>\n<testsuites ' + counts + '>\n  <testsuite name="' + xml(name) + '" ' + counts + '>\n'
    + cases.map((each) => each + '\n').join('') + '  </testsuite>\n</testsuites>';
}
