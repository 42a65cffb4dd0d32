// CSV: Loadbank's own implementation of the documented parse and unparse of Papa Parse, for texts that are in memory.
const RECORD_SEPARATOR = '\x1e';
const UNIT_SEPARATOR = '\x1f';
const CANDIDATES = [',', '\t', '|', ';', RECORD_SEPARATOR, UNIT_SEPARATOR];
const NUMBER = /^\s*-?(\d+\.?|\.\d+|\d+\.\d+)([eE][-+]?\d+)?\s*$/;
const ISO_DATE = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d(:[0-5]\d(\.\d+)?)?([+-][0-2]\d:[0-5]\d|Z)$/;

function rows(text, delimiter, settings, errors) {
  const { quoteChar, escapeChar, newline, comments } = settings;
  const result = [];
  let row = [];
  let at = 0;
  const endRow = () => {
    result.push(row);
    row = [];
  };
  while (at <= text.length) {
    if (row.length === 0 && comments && text.startsWith(comments, at)) {
      const end = text.indexOf(newline, at);
      at = end < 0 ? text.length + 1 : end + newline.length;
      continue;
    }
    let field = '';
    if (quoteChar && text[at] === quoteChar) {
      at++;
      for (;;) {
        if (at >= text.length) {
          errors.push({ type: 'Quotes', code: 'MissingQuotes', message: 'Quoted field unterminated', row: result.length, index: at });
          break;
        }
        if (text[at] === escapeChar && text[at + 1] === quoteChar) {
          field += quoteChar;
          at += 2;
        } else if (text[at] === quoteChar) {
          at++;
          break;
        } else {
          field += text[at++];
        }
      }
    }
    let end = text.length;
    const nextDelimiter = text.indexOf(delimiter, at);
    const nextLine = text.indexOf(newline, at);
    end = Math.min(nextDelimiter < 0 ? end : nextDelimiter, nextLine < 0 ? end : nextLine);
    field += text.substring(at, end);
    row.push(field);
    if (end === nextDelimiter && (nextLine < 0 || nextDelimiter < nextLine)) {
      at = end + delimiter.length;
    } else {
      endRow();
      at = end === text.length ? text.length + 1 : end + newline.length;
      if (at === text.length) {
        // a line end at the end of the text starts one more, empty line
        result.push(['']);
        break;
      }
    }
    if (settings.preview > 0 && result.length >= settings.preview) {
      break;
    }
  }
  return result;
}

function guess(text, settings) {
  let best = ',';
  let bestFields = 1;
  for (const candidate of settings.delimitersToGuess || CANDIDATES) {
    const sample = rows(text, candidate, { ...settings, preview: 10 }, []).filter((row) => row.length > 1 || row[0] !== '');
    const counts = sample.map((row) => row.length);
    const steady = counts.length > 0 && counts.every((count) => count === counts[0]);
    if (steady && counts[0] > bestFields) {
      best = candidate;
      bestFields = counts[0];
    }
  }
  return best;
}

function typed(value) {
  if (value === 'true' || value === 'TRUE') {
    return true;
  }
  if (value === 'false' || value === 'FALSE') {
    return false;
  }
  if (NUMBER.test(value) && Math.abs(Number(value)) < 2 ** 53) {
    return Number(value);
  }
  if (ISO_DATE.test(value)) {
    return new Date(value);
  }
  return value === '' ? null : value;
}

function wantsType(setting, field) {
  if (typeof setting === 'function') {
    return setting(field);
  }
  return setting !== null && typeof setting === 'object' ? setting[field] === true : setting === true;
}

export function parse(input, config = {}) {
  let text = String(input);
  text = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const newline = config.newline || (/\r\n/.test(text) ? '\r\n' : /\n/.test(text) ? '\n' : /\r/.test(text) ? '\r' : '\n');
  const settings = {
    newline,
    quoteChar: config.quoteChar === undefined ? '"' : config.quoteChar,
    comments: config.comments === true ? '#' : config.comments,
    preview: 0,
    delimitersToGuess: config.delimitersToGuess,
  };
  settings.escapeChar = config.escapeChar === undefined ? settings.quoteChar : config.escapeChar;
  const errors = [];
  const delimiter = typeof config.delimiter === 'function' ? config.delimiter(text) : config.delimiter || guess(text, settings);
  const skipped = config.skipEmptyLines;
  if (config.preview > 0 && !skipped) {
    settings.preview = config.preview + (config.header ? 1 : 0);
  }
  let data = text === '' ? [] : rows(text, delimiter, settings, errors);
  if (skipped) {
    data = data.filter((row) =>
      skipped === 'greedy' ? row.join('').trim() !== '' : row.length > 1 || row[0].length > 0);
  }
  const meta = { delimiter, linebreak: newline, aborted: false, truncated: false };
  let fields = null;
  if (config.header && data.length > 0) {
    fields = data.shift().map((field, i) => (config.transformHeader ? config.transformHeader(field, i) : field));
    meta.fields = fields;
  }
  if (config.preview > 0) {
    data = data.slice(0, config.preview);
  }
  data = data.map((row, i) => {
    const values = row.map((value, column) => {
      const field = fields === null ? column : fields[column];
      const changed = config.transform ? config.transform(value, field) : value;
      return wantsType(config.dynamicTyping, field) ? typed(changed) : changed;
    });
    return fields === null ? values : record(fields, values, i, errors);
  });
  const result = { data, errors, meta };
  if (config.step) {
    data.forEach((row) => config.step({ data: row, errors: [], meta }, { abort() {}, pause() {}, resume() {} }));
  }
  if (config.complete) {
    config.complete(result);
  }
  return result;
}

function record(fields, values, row, errors) {
  const object = {};
  values.forEach((value, i) => {
    if (i < fields.length) {
      object[fields[i]] = value;
    } else {
      (object.__parsed_extra = object.__parsed_extra || []).push(value);
    }
  });
  if (values.length !== fields.length) {
    const code = values.length < fields.length ? 'TooFewFields' : 'TooManyFields';
    errors.push({
      type: 'FieldMismatch',
      code,
      message: (code === 'TooFewFields' ? 'Too few' : 'Too many') + ' fields: expected ' + fields.length + ' fields but parsed ' + values.length,
      row,
    });
  }
  return object;
}

export function unparse(input, config = {}) {
  const { delimiter = ',', newline = '\r\n', quoteChar = '"', quotes = false, header = true, skipEmptyLines = false } = config;
  const source = typeof input === 'string' ? JSON.parse(input) : input;
  const list = Array.isArray(source) ? source : source.data;
  const objects = list.length > 0 && !Array.isArray(list[0]);
  const fields = config.columns || source.fields || (objects ? Object.keys(list[0]) : null);
  const cell = (value) => {
    const text = value === null || value === undefined ? '' : value instanceof Date ? value.toISOString() : String(value);
    const must = quotes === true || /[\r\n]/.test(text) || text.includes(delimiter) || text.includes(quoteChar)
      || /^\s|\s$/.test(text);
    return must ? quoteChar + text.split(quoteChar).join(quoteChar + quoteChar) + quoteChar : text;
  };
  const lines = fields !== null && header ? [fields.map(cell).join(delimiter)] : [];
  for (const row of list) {
    const line = (Array.isArray(row) ? row : fields.map((field) => row[field])).map(cell).join(delimiter);
    if (!skipEmptyLines || line !== '') {
      lines.push(line);
    }
  }
  return lines.join(newline);
}

export default { parse, unparse, RECORD_SEP: RECORD_SEPARATOR, UNIT_SEP: UNIT_SEPARATOR, BYTE_ORDER_MARK: '\ufeff' };
