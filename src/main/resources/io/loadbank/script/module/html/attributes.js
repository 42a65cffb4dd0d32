(function (tag, Element, words) {
  'use strict';

  // Attributes that methods reflect: a name alone is a text; ? a flag, # an integer, ~ a decimal number, @ a URL, * a
  // list of words, each with the attribute's name behind a slash where it differs; = a choice, its default first.
  const HREF = '@href download hreflang media ping *relList/rel rel target type charset coords rev shape referrerPolicy accessKey';
  const SUBMIT = 'formEnctype=application/x-www-form-urlencoded,multipart/form-data,text/plain formMethod=get,post ?formNoValidate formTarget';
  const MEDIA = '?autoplay ?controls ?loop ?muted/muted ?defaultMuted/muted preload=auto,metadata,none @src crossOrigin mediaGroup';
  const CELL = '#colSpan#1 #rowSpan#1 *headers abbr align axis bgColor vAlign ?noWrap width height scope';
  const TABLE = {
    a: HREF + ' name',
    area: HREF + ' alt ?noHref',
    audio: MEDIA,
    base: '@href target',
    blockquote: '@cite',
    button: SUBMIT + ' ?autofocus ?disabled type=submit,reset,button,menu name accessKey',
    canvas: '#width#300 #height#150',
    col: '#span#1 align vAlign width',
    colgroup: '#span#1 align vAlign width',
    data: 'value',
    datalist: '',
    del: '@cite dateTime',
    embed: 'height @src type width name',
    fieldset: '?disabled name',
    form: '@action acceptCharset/accept-charset autocomplete=on,off encoding/enctype=application/x-www-form-urlencoded,multipart/form-data,text/plain enctype=application/x-www-form-urlencoded,multipart/form-data,text/plain name ?noValidate target',
    iframe: '?allowfullscreen height name @src srcdoc width referrerPolicy *sandbox align frameBorder longDesc marginHeight marginWidth scrolling',
    img: 'alt crossOrigin @currentSrc/src #height ?isMap *sizes name @src srcset useMap #width align border longDesc referrerPolicy',
    input: SUBMIT + ' accept accessKey alt autocomplete=on,off ?autofocus ?checked ?defaultChecked/checked defaultValue/value dirName ?disabled #height max #maxLength min #minLength ?multiple name pattern placeholder ?readOnly ?required #size @src step type=text,hidden,search,tel,url,email,password,date,month,week,time,datetime-local,number,range,color,checkbox,radio,file,submit,image,reset,button,datetime useMap #width inputMode',
    ins: '@cite dateTime',
    keygen: '?autofocus challenge ?disabled keytype=rsa,dsa,ec name',
    label: 'htmlFor/for',
    legend: 'accessKey align',
    li: 'type #value',
    link: 'crossOrigin @href hreflang media rel *relList/rel *sizes type as integrity referrerPolicy charset rev target',
    map: 'name',
    meta: 'content httpEquiv/http-equiv name scheme charset media',
    meter: '~high ~low ~max~1 ~min ~optimum ~value',
    object: '@data height name type ?typeMustMatch useMap width align archive border code codeBase codeType ?declare standby',
    ol: '?reversed #start#1 type ?compact',
    optgroup: '?disabled label',
    option: '?defaultSelected/selected ?disabled ?selected',
    output: '*htmlFor/for name',
    param: 'name value type valueType',
    pre: '#width name',
    progress: '',
    q: '@cite',
    script: '?async charset crossOrigin ?defer integrity ?noModule @src type event htmlFor/for',
    select: '?autofocus ?disabled ?multiple name ?required #size',
    source: 'media sizes @src srcset type keySystem',
    style: 'media type',
    table: '?sortable align bgColor border cellPadding cellSpacing frame rules summary width',
    tbody: 'align vAlign',
    td: CELL,
    textarea: 'accessKey ?autofocus #cols#20 dirName ?disabled #maxLength #minLength name placeholder ?readOnly ?required #rows#2 wrap=soft,hard,off',
    tfoot: 'align vAlign',
    th: CELL + ' sorted',
    thead: 'align vAlign',
    time: 'dateTime',
    title: '',
    tr: 'align bgColor vAlign',
    track: '?default kind=subtitles,captions,descriptions,chapters,metadata label @src srclang',
    ul: 'type ?compact',
    video: MEDIA + ' #height #width @poster ?playsInline',
  };
  if (!Object.hasOwn(TABLE, tag)) {
    return undefined;
  }

  const get = (e, name) => e.getAttribute(name) || '';
  const select = (e, selector) => Element.many(e, 'select', selector);
  const number = (text, otherwise) => (text === '' || Number.isNaN(Number(text)) ? otherwise : Number(text));

  function reader(kind, attribute, fallback) {
    switch (kind) {
      case '?':
        return (e) => e.hasAttribute(attribute);
      case '#':
        return (e) => Math.trunc(number(parseInt(get(e, attribute), 10), Number(fallback || 0)));
      case '~':
        return (e) => number(get(e, attribute), Number(fallback || 0));
      case '@':
        return (e) => (e.hasAttribute(attribute) ? Element.resolve(e, get(e, attribute).trim()) : '');
      case '*':
        return (e) => words(get(e, attribute));
      default:
        return (e) => get(e, attribute);
    }
  }

  function choice(attribute, values) {
    return (e) => {
      const given = get(e, attribute).toLowerCase();
      return values.includes(given) ? given : values[0];
    };
  }

  function reflect(methods, item) {
    const parts = /^([?#~@*]?)([A-Za-z]+)(?:\/([a-z-]+))?(?:[#~](\d+))?(?:=(.+))?$/.exec(item);
    const attribute = parts[3] || parts[2].toLowerCase();
    methods[parts[2]] = parts[5] ? choice(attribute, parts[5].split(',')) : reader(parts[1], attribute, parts[4]);
  }

  function href(e) {
    const text = e.hasAttribute('href') ? Element.resolve(e, get(e, 'href').trim()) : '';
    const p = /^([a-z][a-z0-9+.-]*:)?(?:\/\/(?:([^@/?#]*)@)?([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?$/is.exec(text);
    const authority = p[3] || '';
    const port = /:(\d*)$/.exec(authority);
    const user = (p[2] || '').split(':');
    return {
      protocol: (p[1] || '').toLowerCase(),
      username: user[0],
      password: user.slice(1).join(':'),
      host: authority,
      hostname: port === null ? authority : authority.slice(0, port.index),
      port: port === null ? '' : port[1],
      pathname: p[4] === '' && authority !== '' ? '/' : p[4],
      search: p[5] === '?' ? '' : p[5] || '',
      hash: p[6] === '#' ? '' : p[6] || '',
    };
  }

  const link = { text: (e) => e.textContent(), origin: (e) => { const u = href(e); return u.host === '' ? '' : u.protocol + '//' + u.host; } };
  for (const part of ['hash', 'host', 'hostname', 'password', 'pathname', 'port', 'protocol', 'search', 'username']) {
    link[part] = (e) => href(e)[part];
  }

  const FIELDS = 'button,fieldset,input,keygen,object,output,select,textarea';
  const form = (e) => Element.one(e, 'form');
  const labels = (e) => Element.many(e, 'labels');
  const text = (e) => e.textContent();
  const first = (e, name) => e.children().find((child) => child.nodeName() === name);
  const position = (list, e) => list.findIndex((other) => other.isSameNode(e));
  const table = (e) => Element.one(e, 'ancestor', 'table');
  const rows = (e) => select(e, 'tr');
  const controls = (e) => select(e, FIELDS);
  const options = (e) => select(e, 'option');
  const chosen = (e) => Element.many(e, 'chosen');
  const field = (e) => Element.ask(e, 'field');
  const media = { textTracks: (e) => select(e, 'track') };
  const section = { rows };
  const button = { form, labels, formAction: (e) => Element.resolve(e, get(e, 'formaction')) };
  const selectOf = (e) => Element.one(e, 'ancestor', 'select') || Element.one(e, 'ancestor', 'datalist');
  const named = (e, selector) => {
    const id = get(e, 'name');
    return select(e.ownerDocument(), selector).filter((other) => id !== '' && get(other, 'usemap') === '#' + id);
  };

  function control(label) {
    const id = label.getAttribute('for');
    const from = id === undefined ? label : label.ownerDocument();
    const wanted = (e) => (id === undefined ? get(e, 'type') !== 'hidden' : e.id() === id);
    return select(from, 'button,input,keygen,meter,output,progress,select,textarea').find(wanted);
  }

  function progress(e) {
    const max = number(get(e, 'max'), 1) > 0 ? number(get(e, 'max'), 1) : 1;
    const value = Math.max(0, Math.min(number(get(e, 'value'), 0), max));
    return { max, value, position: e.hasAttribute('value') ? value / max : -1 };
  }

  const EXTRA = {
    a: link,
    area: link,
    audio: media,
    video: media,
    button: { ...button, value: (e) => field(e) },
    datalist: { options },
    fieldset: { elements: controls, form, type: () => 'fieldset', validity: () => undefined },
    form: { elements: controls, length: (e) => controls(e).length, method: choice('method', ['get', 'post', 'dialog']) },
    input: { ...button, value: (e) => field(e) },
    keygen: { form, labels },
    label: { control, form: (e) => { const c = control(e); return c === undefined ? undefined : form(c); } },
    legend: { form },
    map: { areas: (e) => select(e, 'area'), images: (e) => named(e, 'img,object') },
    meter: { labels },
    object: { form },
    option: {
      form,
      index: (e) => { const s = selectOf(e); return s === undefined ? 0 : position(options(s), e); },
      label: (e) => (e.hasAttribute('label') ? get(e, 'label') : text(e)),
      text,
      value: (e) => (e.hasAttribute('value') ? get(e, 'value') : text(e)),
    },
    output: { defaultValue: text, form, labels, value: text, type: () => 'output' },
    progress: {
      labels, max: (e) => progress(e).max, position: (e) => progress(e).position, value: (e) => progress(e).value,
    },
    script: { text },
    select: {
      form,
      labels,
      length: (e) => options(e).length,
      options,
      selectedIndex: (e) => { const c = chosen(e)[0]; return c === undefined ? -1 : position(options(e), c); },
      selectedOptions: chosen,
      type: (e) => (e.hasAttribute('multiple') ? 'select-multiple' : 'select-one'),
      value: (e) => { const c = chosen(e)[0]; return c === undefined ? '' : c.value(); },
    },
    table: {
      caption: (e) => first(e, 'caption'),
      rows,
      tBodies: (e) => select(e, 'tbody'),
      tFoot: (e) => first(e, 'tfoot'),
      tHead: (e) => first(e, 'thead'),
    },
    tbody: section,
    tfoot: section,
    thead: section,
    td: { cellIndex: (e) => position(e.parentElement().children(), e) },
    th: { cellIndex: (e) => position(e.parentElement().children(), e) },
    textarea: { form, labels, type: () => 'textarea', length: (e) => text(e).length, value: text, defaultValue: text },
    time: { dateTime: (e) => (e.hasAttribute('datetime') ? get(e, 'datetime') : text(e)) },
    title: { text },
    tr: {
      cells: (e) => e.children().filter((child) => ['td', 'th'].includes(child.nodeName())),
      rowIndex: (e) => { const t = table(e); return t === undefined ? -1 : position(rows(t), e); },
      sectionRowIndex: (e) => position(rows(e.parentElement()), e),
    },
  };

  const methods = {};
  words(TABLE[tag]).forEach((item) => reflect(methods, item));
  return Object.assign(methods, Object.hasOwn(EXTRA, tag) ? EXTRA[tag] : {});
});
