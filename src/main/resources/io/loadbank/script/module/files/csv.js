(function (files, host) {
  'use strict';

  function line(options, name, otherwise) {
    const given = options[name];
    if (given === undefined || given === null) {
      return otherwise;
    }
    if (!Number.isInteger(given) || given < 0) {
      throw new TypeError(name + ' must be an integer that is not negative');
    }
    return given;
  }

  function read(given) {
    const options = given === undefined || given === null ? {} : given;
    if (typeof options !== 'object') {
      throw new TypeError('the options of a CSV file must be an object');
    }
    const delimiter = options.delimiter === undefined || options.delimiter === null ? ',' : options.delimiter;
    if (typeof delimiter !== 'string' || delimiter.length !== 1 || /["\r\n]/.test(delimiter)) {
      throw new TypeError('delimiter must be a single character, and neither a quote nor a line end');
    }
    const known = {
      delimiter,
      skipFirstLine: !!options.skipFirstLine,
      fromLine: line(options, 'fromLine', 0),
      toLine: line(options, 'toLine', -1),
      asObjects: !!options.asObjects,
    };
    if (known.toLine >= 0 && known.fromLine >= known.toLine) {
      throw new Error('fromLine must be less than toLine');
    }
    if (known.asObjects && known.skipFirstLine) {
      throw new Error('asObjects and skipFirstLine exclude each other: the first line names the fields');
    }
    if (known.asObjects && known.fromLine > 0) {
      throw new Error('asObjects and a fromLine above 0 exclude each other: the first line names the fields');
    }
    return known;
  }

  function checked(file, user) {
    if (!files.isFile(file)) {
      throw new TypeError(user + ' takes a File that fs.open() has opened');
    }
    return file;
  }

  class Parser {
    #file;
    #next;

    constructor(file, options) {
      this.#file = checked(file, 'csv.Parser');
      this.#next = host.parser(file.path, files.position(file), read(options));
    }

    async next() {
      const row = this.#next();
      if (row === null) {
        files.move(this.#file, files.size(this.#file));
        return { done: true, value: [] };
      }
      files.move(this.#file, row.position);
      return { done: false, value: row.value };
    }
  }

  return {
    async parse(file, given) {
      const options = read(given);
      const position = files.position(checked(file, 'csv.parse()'));
      const rows = host.parse(file.path, position, options, JSON.stringify(options));
      files.move(file, files.size(file));
      return rows;
    },
    Parser,
  };
});
