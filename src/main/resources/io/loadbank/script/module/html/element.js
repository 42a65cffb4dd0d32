(function (call, tables) {
  'use strict';
  const XHTML = 'http://www.w3.org/1999/xhtml';
  const classes = {};
  let selection;

  function words(text) {
    return text.split(/\s+/).filter((word) => word !== '');
  }

  function attribute(element, name, value) {
    const colon = name.indexOf(':');
    return {
      name,
      value,
      ownerElement: element,
      localName: () => name.slice(colon + 1),
      namespaceURI: () => element.namespaceURI(),
      prefix: () => name.slice(0, Math.max(0, colon)),
    };
  }

  class Element {
    #node;
    #url;

    constructor(node, url) {
      this.#node = node;
      this.#url = url;
    }

    static of(value) {
      return value !== null && typeof value === 'object' && #node in value ? value.#node : undefined;
    }

    static ask(element, question, argument) {
      return call(question, element.#node, argument);
    }

    static one(element, question, argument) {
      return wrap(call(question, element.#node, argument), element.#url);
    }

    static many(element, question, argument) {
      return Array.from(call(question, element.#node, argument), (node) => wrap(node, element.#url));
    }

    static resolve(element, reference) {
      return element.#url === '' ? reference : call('resolve', element.#url, reference);
    }

    attributes() {
      const all = call('attributes', this.#node);
      for (const name of Object.keys(all)) {
        all[name] = attribute(this, name, all[name]);
      }
      return all;
    }

    childElementCount() { return call('children', this.#node).length; }
    childNodes() { return Element.many(this, 'childNodes'); }
    children() { return Element.many(this, 'children'); }
    classList() { return words(this.className()); }
    className() { return this.getAttribute('class') || ''; }
    contains(element) { return call('contains', this.#node, handle(element)); }
    firstChild() { return this.childNodes()[0]; }
    firstElementChild() { return this.children()[0]; }

    getAttribute(name) {
      const value = call('attribute', this.#node, String(name).toLowerCase());
      return value === null ? undefined : value;
    }

    getAttributeNode(name) {
      const value = this.getAttribute(name);
      return value === undefined ? undefined : attribute(this, String(name).toLowerCase(), value);
    }

    getElementsByClassName(names) {
      const wanted = words(String(names));
      return Element.many(this, 'select', '[class]').filter((element) => {
        const have = element.classList();
        return wanted.length > 0 && wanted.every((word) => have.includes(word));
      });
    }

    getElementsByTagName(name) { return Element.many(this, 'select', String(name)); }
    hasAttribute(name) { return this.getAttribute(name) !== undefined; }
    hasAttributes() { return Object.keys(call('attributes', this.#node)).length > 0; }
    hasChildNodes() { return call('childNodes', this.#node).length > 0; }
    id() { return this.getAttribute('id') || ''; }
    innerHTML() { return call('html', this.#node); }
    isDefaultNamespace() { return this.namespaceURI() === XHTML; }
    isEqualNode(element) { return call('alike', this.#node, handle(element)); }
    isSameNode(element) { return call('same', this.#node, handle(element)); }
    lang() { return this.getAttribute('lang') || ''; }
    lastChild() { return this.childNodes().at(-1); }
    lastElementChild() { return this.children().at(-1); }
    matches(selector) { return call('matches', this.#node, String(selector)); }
    namespaceURI() { return call('namespace', this.#node); }
    nextElementSibling() { return Element.one(this, 'nextElement'); }
    nextSibling() { return Element.one(this, 'nextSibling'); }
    nodeName() { return call('name', this.#node); }
    nodeType() { return call('type', this.#node); }

    nodeValue() {
      const value = call('value', this.#node);
      return value === null ? undefined : value;
    }

    ownerDocument() { return Element.one(this, 'document'); }
    parentElement() { return Element.one(this, 'parentElement'); }
    parentNode() { return Element.one(this, 'parent'); }
    previousElementSibling() { return Element.one(this, 'previousElement'); }
    previousSibling() { return Element.one(this, 'previousSibling'); }
    querySelector(selector) { return this.querySelectorAll(selector)[0]; }
    querySelectorAll(selector) { return Element.many(this, 'select', String(selector)); }
    selection() { return selection(call('set', this.#node), this.#url); }
    textContent() { return call('text', this.#node); }
    toString() { return '[object html.Node]'; }
  }

  Object.defineProperty(Element.prototype, 'constructor', { value: Object });

  function handle(element) {
    const node = Element.of(element);
    if (node === undefined) {
      throw new TypeError('invalid argument: an element is needed');
    }
    return node;
  }

  /** The class of a tag's elements, made when the first one is met. */
  function classOf(tag) {
    if (!Object.hasOwn(classes, tag)) {
      const methods = tables(tag, Element, words);
      classes[tag] = Element;
      if (methods !== undefined) {
        const typed = class extends Element {};
        for (const name of Object.keys(methods)) {
          const method = methods[name];
          Object.defineProperty(typed.prototype, name, {
            value() { return method(this); }, writable: true, configurable: true,
          });
        }
        Object.defineProperty(typed.prototype, 'constructor', { value: Object });
        classes[tag] = typed;
      }
    }
    return classes[tag];
  }

  function wrap(node, url) {
    if (node === null) {
      return undefined;
    }
    const plain = call('type', node) !== 1;
    return new (plain ? Element : classOf(call('name', node)))(node, url);
  }

  return {
    wrap,
    /** The node of an element without a class of its own. */
    plain: (value) => {
      const node = Element.of(value);
      return node !== undefined && Object.getPrototypeOf(value) === Element.prototype ? node : undefined;
    },
    link(maker) {
      selection = maker;
    },
  };
});
