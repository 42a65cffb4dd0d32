(function (call, elements) {
  'use strict';

  function invalid(method, given) {
    return new TypeError('invalid argument: ' + method + '() takes a selector or a Selection, not ' + typeof given);
  }

  /** A selector, or the nodes of a Selection or of an element that has no class of its own. */
  function argument(method, given) {
    const nodes = typeof given === 'string' ? given : (Selection.of(given) || elements.plain(given));
    if (nodes === undefined) {
      throw invalid(method, given);
    }
    return nodes;
  }

  function optional(method, given) {
    return given === undefined || given === null ? null : argument(method, given);
  }

  function integer(given) {
    const n = Math.trunc(Number(given));
    return Number.isNaN(n) ? 0 : Math.max(-2147483648, Math.min(n, 2147483647));
  }

  function converted(text) {
    switch (text) {
      case '':
      case 'null':
      case 'undefined':
        return undefined;
      case 'true':
        return true;
      case 'false':
        return false;
    }
    if (String(Number(text)) === text && text !== 'NaN') {
      return Number(text);
    }
    if (text[0] === '{' || text[0] === '[') {
      try {
        return JSON.parse(text);
      } catch (e) {
        return text;
      }
    }
    return text;
  }

  function callback(method, fn) {
    if (typeof fn !== 'function') {
      throw new TypeError('invalid argument: ' + method + '() takes a function');
    }
    return fn;
  }

  class Selection {
    #nodes;
    #url;
    #previous;

    constructor(nodes, url, previous) {
      this.#nodes = nodes;
      this.#url = url;
      this.#previous = previous;
    }

    static of(value) {
      return value !== null && typeof value === 'object' && #nodes in value ? value.#nodes : undefined;
    }

    #derive(question, a, b) {
      return new Selection(call(question, this.#nodes, a, b), this.#url, this);
    }

    #where(method, question, given) {
      if (typeof given === 'function') {
        const wanted = method !== 'not';
        return call('pick', this.#nodes, (i, nodes) => !!given(i, new Selection(nodes, this.#url, this)) === wanted);
      }
      return call(question, this.#nodes, argument(method, given));
    }

    #walk(method, direction, selector, until) {
      return this.#derive(direction, optional(method, selector), optional(method, until));
    }

    get url() {
      return this.#url;
    }

    add(given) { return this.#derive('add', argument('add', given)); }
    children(selector) { return this.#walk('children', 'CHILDREN', selector); }
    closest(given) { return this.#derive('closest', argument('closest', given)); }
    contents() { return this.#derive('contents'); }
    end() { return this.#previous === undefined ? this.slice(0, 0) : this.#previous; }
    eq(index) { return this.#derive('eq', integer(index)); }
    filter(given) { return new Selection(this.#where('filter', 'filter', given), this.#url, this); }
    find(given) { return this.#derive('find', argument('find', given)); }
    first() { return this.eq(0); }
    has(given) { return this.#derive('has', argument('has', given)); }
    html() { return call('html', this.#nodes); }
    last() { return this.eq(-1); }
    next(selector) { return this.#walk('next', 'NEXT', selector); }
    nextAll(selector) { return this.#walk('nextAll', 'NEXT_ALL', selector); }
    nextUntil(until, filter) { return this.#walk('nextUntil', 'NEXT_ALL', filter, until); }
    not(given) { return new Selection(this.#where('not', 'not', given), this.#url, this); }
    parent(selector) { return this.#walk('parent', 'PARENT', selector); }
    parents(selector) { return this.#walk('parents', 'PARENTS', selector); }
    parentsUntil(until, filter) { return this.#walk('parentsUntil', 'PARENTS', filter, until); }
    prev(selector) { return this.#walk('prev', 'PREV', selector); }
    prevAll(selector) { return this.#walk('prevAll', 'PREV_ALL', selector); }
    prevUntil(until, filter) { return this.#walk('prevUntil', 'PREV_ALL', filter, until); }
    siblings(selector) { return this.#walk('siblings', 'SIBLINGS', selector); }
    single(selector) { return selector === undefined ? this.first() : this.find(selector).first(); }
    size() { return call('size', this.#nodes); }
    text() { return call('text', this.#nodes); }

    slice(from, to) {
      return this.#derive('slice', integer(from), to === undefined ? this.size() : integer(to));
    }

    attr(name, otherwise) {
      const value = call('attr', this.#nodes, String(name).toLowerCase());
      return value === null ? otherwise : value;
    }

    data(key) {
      const all = call('data', this.#nodes);
      if (all === null) {
        return undefined;
      }
      if (key !== undefined) {
        const wanted = call('dataKey', this.#nodes, String(key));
        const name = Object.keys(all).find((have) => call('dataKey', this.#nodes, have) === wanted);
        return name === undefined ? undefined : converted(all[name]);
      }
      for (const name of Object.keys(all)) {
        all[name] = converted(all[name]);
      }
      return all;
    }

    #element(index) {
      return elements.wrap(call('node', this.#nodes, index), this.#url);
    }

    each(fn) {
      callback('each', fn);
      const size = this.size();
      for (let i = 0; i < size; i++) {
        fn(i, this.#element(i));
      }
      return this;
    }

    get(index) {
      const size = this.size();
      if (index === undefined) {
        return Array.from({ length: size }, (_, i) => this.#element(i));
      }
      const i = integer(index);
      return i === -size ? (i === 0 && size > 0 ? this.#element(0) : undefined) : this.#element(i);
    }

    index(given) {
      return given === undefined
        ? call('index', this.#nodes)
        : call('indexIn', this.#nodes, argument('index', given));
    }

    is(given) {
      return typeof given === 'function' ? this.filter(given).size() > 0 : this.#where('is', 'is', given);
    }

    map(fn) {
      callback('map', fn);
      const results = [];
      const size = this.size();
      for (let i = 0; i < size; i++) {
        try {
          results.push(fn(i, this.eq(i)));
        } catch (e) {
          // as in k6, an entry whose function throws is left out
        }
      }
      return results;
    }

    serialize() {
      return call('serialize', this.#nodes);
    }

    serializeArray() {
      return call('entries', this.#nodes);
    }

    serializeObject() {
      const fields = {};
      for (const entry of this.serializeArray()) {
        fields[entry.name] = entry.value;
      }
      return fields;
    }

    toArray() {
      return Array.from({ length: this.size() }, (_, i) => this.eq(i));
    }

    val() {
      const value = call('val', this.#nodes);
      return value === null ? undefined : typeof value === 'string' ? value : Array.from(value);
    }
  }

  Object.defineProperty(Selection.prototype, 'constructor', { value: Object });
  elements.link((nodes, url) => new Selection(nodes, url));
  return (nodes, url) => new Selection(nodes, url);
});
