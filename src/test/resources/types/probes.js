// Says of each line of k6.txt whether this engine has it, one console line each. CoverageTest runs it and makes the
// modules exports.js (what every import of a name gives) and lines.js (the inventory).
//
// present   the name is there         instance  objects of the class are there, the name cannot be imported
// observed  a use of it had an effect  absent    it is not there, or had no effect
// partly    not all of it is there       unseen  nothing here looks at it
import http from 'k6/http';
import { check } from 'k6';
import { parseHTML } from 'k6/html';
import ws from 'k6/ws';
import { WebSocket, Blob } from 'k6/websockets';
import grpc from 'k6/net/grpc';
import exec from 'k6/execution';
import secrets from 'k6/secrets';
import crypto from 'k6/crypto';
import fs from 'k6/experimental/fs';
import csv from 'k6/experimental/csv';
import { ReadableStream, ReadableStreamDefaultReader, CountQueuingStrategy } from 'k6/experimental/streams';
import { Counter } from 'k6/metrics';
import { modules } from './exports.js';
import { lines } from './lines.js';

export const options = { insecureSkipTLSVerify: true };

const base = __ENV.BASE_URL;
const socketBase = base.replace('http', 'ws');
const plain = { plaintext: true };

const counter = new Counter('covered');
const file = await fs.open('people.csv');
const parser = new csv.Parser(file);
const rows = async (options) => Array.from(await csv.parse(await fs.open('people.csv'), options));
const all = await rows({});
const csvEffects = {
  delimiter: (await rows({ delimiter: ';', toLine: 1 }))[0].length === 1 && all[0].length > 1,
  skipFirstLine: (await rows({ skipFirstLine: true })).length === all.length - 1,
  fromLine: (await rows({ fromLine: 2 })).length === all.length - 2,
  toLine: (await rows({ toLine: 1 })).length === 2,
  asObjects: all[0][0] in (await rows({ asObjects: true }))[0],
};
const fileInfo = await file.stat();
const client = new grpc.Client();
client.load([], 'lab.proto');
const initMeta = typeof import.meta.resolve;
const opened = typeof open;

/** The message that it throws, or ''. */
const thrown = (f) => {
  try {
    f();
    return '';
  } catch (e) {
    return String(e.message ?? e);
  }
};

/** Whether a key of what is given is read, and the other is not. */
const isRead = (use, key) => {
  const seen = [];
  const watched = (name) => ({ get [name]() { seen.push(name); return undefined; }, get [`${name}x`]() { seen.push('x'); return undefined; } });
  thrown(() => use(watched(key)));
  return seen.includes(key) && !seen.includes('x');
};

/** Whether a key is known, where an unknown one is refused by name. */
const isKnown = (use, key, value) => {
  const refusal = /unknown (param|option) '/;
  const control = thrown(() => use({ [`${key}x`]: value }));
  return refusal.test(control) && !refusal.test(thrown(() => use({ [key]: value })));
};

/** Whether the tags that are given are read. */
const tagsAreRead = (use) => {
  let seen = false;
  thrown(() => use({ tags: { get mine() { seen = true; return 'x'; } } }));
  let control = false;
  thrown(() => use({ tagsx: { get mine() { control = true; return 'x'; } } }));
  return seen && !control;
};

const echoed = (params, body = null) => http.request(body === null ? 'GET' : 'POST', `${base}/anything`, body, params).json();

const cookieKept = (options, url = base) => {
  const jar = new http.CookieJar();
  jar.set(base, 'a', '1', options);
  return jar.cookiesForURL(url).a !== undefined;
};

const jarWith = (name) => {
  const jar = new http.CookieJar();
  jar.set(base, name, '1');
  return jar;
};

/** What a blocking socket tells the handlers of every event, with the socket itself. */
function blockingSocket() {
  const seen = new Set();
  const found = {};
  found.response = ws.connect(`${socketBase}/ws/ping`, null, (socket) => {
    found.socket = socket;
    for (const event of ['open', 'message', 'binaryMessage', 'ping', 'pong', 'close']) {
      socket.on(event, () => {
        seen.add(event);
        if (['message', 'binaryMessage', 'ping', 'pong'].every((it) => seen.has(it))) {
          socket.close();
        }
      });
    }
    socket.on('open', () => {
      socket.setTimeout(() => { seen.add('timer'); socket.send('a'); socket.sendBinary(new Uint8Array([1]).buffer); socket.ping(); }, 1);
      socket.setTimeout(() => socket.close(), 5000);
    });
  });
  ws.connect(`${socketBase}/ws/close?code=1011`, null, (socket) => {
    socket.on('error', (error) => {
      seen.add('error');
      found.error = error;
    });
  });
  return { ...found, seen };
}

/** The first thing that a blocking socket hears from the target: the headers it was asked with. */
const handshake = (params) => {
  let heard;
  ws.connect(`${socketBase}/ws/headers`, params, (socket) => {
    socket.on('message', (text) => { heard = JSON.parse(text); socket.close(); });
  });
  return heard;
};

const eventOf = (url, name, params) => new Promise((resolve) => {
  const socket = new WebSocket(url, null, params);
  socket.addEventListener(name, (event) => { resolve(event); socket.close(); });
});

const eventHandshake = async (params) => JSON.parse((await eventOf(`${socketBase}/ws/headers`, 'message', params)).data);

const stream = (method, use) => new Promise((resolve) => {
  const call = new grpc.Stream(client, `lab.v1.Lab/${method}`);
  const found = { call };
  call.on('data', (data, metadata) => { found.metadata = metadata; });
  call.on('error', (error) => { found.error = error; });
  call.on('end', () => resolve(found));
  use(call);
});

const element = (tag, inner = '') => {
  const wrapped = { body: '', tr: 'table', td: 'table', th: 'table', tbody: 'table', thead: 'table', tfoot: 'table', col: 'table' }[tag];
  const cell = { td: `<tr><td>${inner}</td></tr>`, th: '<tr><th></th></tr>', tr: '<tr></tr>', col: '<colgroup><col></colgroup>' }[tag];
  const markup = cell ?? `<${tag} id="x" class="c">${inner}</${tag}>`;
  return parseHTML(wrapped ? `<table>${markup}</table>` : markup).find(tag).get(0);
};

const TAGS = {
  AnchorElement: ['a'], AreaElement: ['area'], AudioElement: ['audio'], BaseElement: ['base'], ButtonElement: ['button'],
  CanvasElement: ['canvas'], DataElement: ['data'], DataListElement: ['datalist'], DelElement: ['del'], Element: ['p', 'a'],
  EmbedElement: ['embed'], FieldSetElement: ['fieldset'], FormElement: ['form'], FormFieldElement: ['button', 'input'],
  HrefElement: ['a', 'area'], IFrameElement: ['iframe'], ImageElement: ['img'], InputElement: ['input'], InsElement: ['ins'],
  KeygenElement: ['keygen'], LabelElement: ['label'], LegendElement: ['legend'], LiElement: ['li'], LinkElement: ['link'],
  MapElement: ['map'], MediaElement: ['audio', 'video'], MetaElement: ['meta'], MeterElement: ['meter'],
  ModElement: ['ins', 'del'], OListElement: ['ol'], ObjectElement: ['object'], OptGroupElement: ['optgroup'],
  OptionElement: ['option'], OutputElement: ['output'], ParamElement: ['param'], PreElement: ['pre'],
  ProgressElement: ['progress'], QuoteElement: ['q', 'blockquote'], ScriptElement: ['script'], SelectElement: ['select'],
  SourceElement: ['source'], StyleElement: ['style'], TableBodyElement: ['tbody'], TableCellElement: ['td', 'th'],
  TableColElement: ['col'], TableDataCellElement: ['td'], TableElement: ['table'], TableFootElement: ['tfoot'],
  TableHeadElement: ['thead'], TableHeaderCellElement: ['th'], TableRowElement: ['tr'],
  TableSectionElement: ['tbody', 'thead', 'tfoot'], TextAreaElement: ['textarea'], TimeElement: ['time'],
  TitleElement: ['title'], TrackElement: ['track'], UListElement: ['ul'], VideoElement: ['video'],
};

/** Objects by 'module owner', each as a function that makes one or several. */
function probes() {
  const found = {
    'k6/crypto Hasher': () => crypto.createHash('sha256'),
    'k6/execution instance': () => exec.instance,
    'k6/execution scenario': () => exec.scenario,
    'k6/execution test': () => exec.test,
    'k6/execution vu': () => exec.vu,
    'k6/experimental/csv Parser': () => parser,
    'k6/experimental/fs File': () => file,
    'k6/experimental/fs FileInfo': () => fileInfo,
    'k6/experimental/streams CountQueuingStrategy': () => new CountQueuingStrategy({ highWaterMark: 2 }),
    'k6/experimental/streams ReadableStream': () => new ReadableStream(),
    'k6/experimental/streams ReadableStreamDefaultReader': () => new ReadableStreamDefaultReader(new ReadableStream()),
    'k6/experimental/streams ReadableStreamDefaultController': () => {
      let given;
      new ReadableStream({ start(controller) { given = controller; } });
      return given;
    },
    'k6/html Attribute': () => element('p').getAttributeNode('id'),
    'k6/html Selection': () => parseHTML('<p>'),
    'k6/html FormValue': () => parseHTML('<form><input name="a" value="1"></form>').find('form').serializeArray()[0],
    'k6/http CookieJar': () => new http.CookieJar(),
    'k6/http FileData': () => http.file('text', 'a.txt', 'text/plain'),
    'k6/http Response': () => http.get(`${base}/get`),
    'k6/http RefinedResponse': () => http.get(`${base}/get`),
    'k6/http RequestCookie': () => http.get(`${base}/get`, { cookies: { a: '1' } }).request.cookies.a[0],
    'k6/http ResponseCookie': () => http.get(`${base}/cookies/raw?c=a%3D1`).cookies.a[0],
    'k6/metrics Metric': () => counter,
    'k6/net/grpc Client': () => client,
    'k6/net/grpc Response': () => client.invoke('lab.v1.Lab/Echo', {}),
    'k6/net/grpc HealthCheckResponse': () => client.healthCheck(''),
    'k6/net/grpc GrpcError': async () => (await stream('Chat', (call) => { call.write({}); call.end(); }), client.invoke('lab.v1.Lab/Fail', {}).error),
    'k6/net/grpc Stream': async () => (await stream('Chat', (call) => call.end())).call,
    'k6/net/grpc StreamMessageMetadata': async () => (await stream('Chat', (call) => { call.write({ name: 'a' }); call.end(); })).metadata,
    'k6/secrets default': () => secrets,
    'k6/websockets Blob': () => new Blob(['a']),
    'k6/websockets WebSocket': () => { const socket = new WebSocket(`${socketBase}/ws/echo`); socket.onopen = () => socket.close(); return socket; },
    'k6/websockets MessageEvent': () => eventOf(`${socketBase}/ws/headers`, 'message'),
    'k6/websockets ErrorEvent': () => eventOf(`${socketBase}/ws/close?code=1011`, 'error'),
  };
  for (const owner of Object.keys(TAGS)) {
    found[`k6/html ${owner}`] = () => TAGS[owner].map((tag) => element(tag));
  }
  return found;
}

/** What a use of a line shows, by line. */
function effects(sockets) {
  const forms = parseHTML('<p>1</p><p>2</p>').find('p');
  const heard = (name) => () => sockets.seen.has(name);
  const dial = (params) => { const other = new grpc.Client(); other.connect(__ENV.GRPC, { ...plain, ...params }); other.close(); };
  const tls = (params) => dial({ tls: params });
  const call = (params) => client.invoke('lab.v1.Lab/Echo', {}, params);
  const streamOf = (strategy) => { let size; new ReadableStream({ start(c) { c.enqueue('abc'); size = c.desiredSize; } }, strategy); return size; };
  const request = (change) => http.batch([{ method: 'GET', url: `${base}/get`, ...change }])[0];
  const refined = {
    body: () => request({ method: 'POST', url: `${base}/post`, body: 'abc' }).json('data') === 'abc',
    method: () => request({ method: 'PUT', url: `${base}/put` }).json('method') === 'PUT',
    params: () => request({ params: { headers: { 'X-Mine': 'yes' } } }).json('headers.X-Mine') === 'yes',
    url: () => request({ url: `${base}/anything?a` }).json('query') === 'a',
  };
  const list = {
    'global value - ImportMeta': () => initMeta === 'function',
    'global value - __ENV': () => __ENV.BASE_URL === base,
    'global value - __ITER': () => __ITER === 0,
    'global value - __VU': () => __VU === 1,
    'global value - open': () => opened === 'function',
    'k6 interface - Checker': () => check(1, { one: (v) => v === 1 }) && !check(1, { two: (v) => v === 2 }),
    'k6 interface - Checkers': () => check(1, { one: true, two: (v) => v === 1 }),
    'k6 interface - JSONArray': () => Array.isArray(http.get(`${base}/anything`).json('header_list')),
    'k6 interface - JSONObject': () => typeof http.get(`${base}/anything`).json() === 'object',
    'k6/experimental/streams field QueuingStrategy highWaterMark': () => streamOf({ highWaterMark: 7 }) === 6,
    'k6/experimental/streams field QueuingStrategy size': () => streamOf({ highWaterMark: 7, size: (it) => it.length }) === 4,
    'k6/experimental/streams field UnderlyingSource start': () => { let done = false; new ReadableStream({ start() { done = true; } }); return done; },
    'k6/experimental/streams field UnderlyingSource pull': async () => (await new ReadableStream({ pull(c) { c.enqueue(5); c.close(); } }).getReader().read()).value === 5,
    'k6/experimental/streams field UnderlyingSource cancel': async () => { let why; await new ReadableStream({ cancel(reason) { why = reason; } }).cancel('done'); return why === 'done'; },
    'k6/experimental/streams field UnderlyingSource type': () => isRead((it) => new ReadableStream(it), 'type'),
    'k6/html interface - Handler': () => { let count = 0; forms.each(() => { count++; }); return count === 2; },
    'k6/html interface - Mapper': () => forms.map((i, it) => it.text()).join() === '1,2',
    'k6/html interface - Tester': () => forms.filter((i) => i === 1).text() === '2',
    'k6/http interface - ArrayBatchRequest': () => http.batch([['GET', `${base}/get`, null, { headers: { 'X-Mine': 'yes' } }]])[0].json('headers.X-Mine') === 'yes',
    'k6/http interface - ArrayRefinedBatchRequest': () => http.batch([['GET', `${base}/get`, null, { responseType: 'none' }]])[0].body === null,
    'k6/http interface - BatchResponses': () => http.batch({ a: `${base}/get` }).a.status === 200,
    'k6/http interface - CookieJarCookies': () => jarWith('a').cookiesForURL(base).a[0] === '1',
    'k6/http interface - StructuredRequestBody': () => http.post(`${base}/post`, { a: 'b', f: http.file('c') }).json('form.a').toString() === 'b',
    'k6/http field CookieOptions domain': () => !thrown(() => cookieKept({ domain: 'elsewhere.test' })) && !cookieKept({ domain: 'elsewhere.test' }) && cookieKept({}),
    'k6/http field CookieOptions expires': () => !cookieKept({ expires: 'Thu, 01 Jan 1970 00:00:01 GMT' }) && cookieKept({ expires: 'Thu, 01 Jan 2099 00:00:00 GMT' }),
    'k6/http field CookieOptions http_only': () => isRead((it) => new http.CookieJar().set(base, 'a', '1', it), 'http_only'),
    'k6/http field CookieOptions max_age': () => !cookieKept({ max_age: -1 }) && cookieKept({ max_age: 60 }),
    'k6/http field CookieOptions path': () => !cookieKept({ path: '/only' }) && cookieKept({ path: '/only' }, `${base}/only`),
    'k6/http field CookieOptions secure': () => !cookieKept({ secure: true }) && cookieKept({ secure: false }),
    'k6/http field ExpectedStatusesObject min': () => thrown(() => http.expectedStatuses({ min: 200, max: 299 })) === '' && thrown(() => http.expectedStatuses({ max: 299 })) !== '',
    'k6/http field ExpectedStatusesObject max': () => thrown(() => http.expectedStatuses({ min: 200, max: 299 })) === '' && thrown(() => http.expectedStatuses({ min: 200 })) !== '',
    'k6/http field Params auth': () => { const url = `${base}/digest-auth/me/pw`.replace('//', '//me:pw@'); return http.get(url, { auth: 'digest' }).status === 200 && http.get(url).status === 401 && (http.get(`${base}/get`, { auth: 'ntlm' }).status === 200 || 'partly'); },
    'k6/http field Response proto': () => http.get(__ENV.HTTP2).proto === 'HTTP/2.0' || (http.get(`${base}/get`).proto === 'HTTP/1.1' && 'partly'),
    'k6/http field Params compression': () => echoed({ compression: 'gzip' }, 'abc').headers['Content-Encoding'] === 'gzip',
    'k6/http field Params cookies': () => echoed({ cookies: { mine: '1' } }).cookies.some((it) => it[0] === 'mine'),
    'k6/http field Params headers': () => echoed({ headers: { 'X-Mine': 'yes' } }).headers['X-Mine'] === 'yes',
    'k6/http field Params jar': () => echoed({ jar: jarWith('jarred') }).cookies.some((it) => it[0] === 'jarred'),
    'k6/http field Params redirects': () => http.get(`${base}/redirect/1`, { redirects: 0 }).status === 302 && http.get(`${base}/redirect/1`).status === 200,
    'k6/http field Params responseCallback': () => http.get(`${base}/get`, { responseCallback: http.expectedStatuses(200) }).status === 200 && http.get(`${base}/get`, { responseCallback: 5 }).error !== '',
    'k6/http field Params responseType': () => http.get(`${base}/get`, { responseType: 'none' }).body === null && http.get(`${base}/get`, { responseType: 'binary' }).body instanceof ArrayBuffer,
    'k6/http field Params tags': () => tagsAreRead((it) => http.get(`${base}/get`, it)),
    'k6/http field Params timeout': () => http.get(`${base}/delay/5000`, { timeout: 50 }).error_code === 1050,
    'k6/http field RefinedParams responseType': () => http.get(`${base}/get`, { responseType: 'none' }).body === null,
    'k6/ws field Params compression': () => handshake({ compression: 'deflate' })['Sec-WebSocket-Extensions'] !== undefined,
    'k6/ws field Params headers': () => handshake({ headers: { 'X-Mine': 'yes' } })['X-Mine'] === 'yes',
    'k6/ws field Params jar': () => String(handshake({ jar: jarWith('jarred') }).Cookie).includes('jarred'),
    'k6/ws field Params tags': () => tagsAreRead(handshake),
    'k6/ws interface - BinaryMessageEventHandler': heard('binaryMessage'),
    'k6/ws interface - CloseEventHandler': heard('close'),
    'k6/ws interface - ErrorEventHandler': heard('error'),
    'k6/ws interface - Executor': heard('open'),
    'k6/ws interface - MessageEventHandler': heard('message'),
    'k6/ws interface - OpenEventHandler': heard('open'),
    'k6/ws interface - PingEventHandler': heard('ping'),
    'k6/ws interface - PongEventHandler': heard('pong'),
    'k6/ws interface - TimerHandler': heard('timer'),
    'k6/websockets field BlobOptions type': () => new Blob(['a'], { type: 'text/plain' }).type === 'text/plain',
    'k6/websockets field Params compression': async () => (await eventHandshake({ compression: 'deflate' }))['Sec-WebSocket-Extensions'] !== undefined,
    'k6/websockets field Params headers': async () => (await eventHandshake({ headers: { 'X-Mine': 'yes' } }))['X-Mine'] === 'yes',
    'k6/websockets field Params jar': async () => String((await eventHandshake({ jar: jarWith('jarred') })).Cookie).includes('jarred'),
    'k6/websockets field Params tags': async () => { let seen = false; await eventHandshake({ tags: { get mine() { seen = true; return 'x'; } } }); return seen; },
  };
  for (const key of Object.keys(refined)) {
    list[`k6/http field ObjectBatchRequest ${key}`] = refined[key];
    list[`k6/http field ObjectRefinedBatchRequest ${key}`] = refined[key];
  }
  for (const key of Object.keys(csvEffects)) {
    list[`k6/experimental/csv field Options ${key}`] = () => csvEffects[key];
  }
  const dials = { plaintext: true, reflect: true, reflectMetadata: { 'x-a': 'b' }, timeout: '9s', maxReceiveSize: 9000, maxSendSize: 9000, tls: {} };
  for (const key of Object.keys(dials)) {
    list[`k6/net/grpc field ConnectParams ${key}`] = () => isKnown(dial, key, dials[key]);
  }
  for (const key of ['cacerts', 'cert', 'key', 'password']) {
    list[`k6/net/grpc field TLSParams ${key}`] = () => isKnown(tls, key, 'text');
  }
  const calls = { metadata: { 'x-a': 'b' }, tags: { a: 'b' }, timeout: 5000, discardResponseMessage: true };
  for (const key of Object.keys(calls)) {
    list[`k6/net/grpc field Params ${key}`] = () => isKnown(call, key, calls[key]);
  }
  return list;
}

async function attempt(what, f) {
  try {
    return await f();
  } catch (e) {
    console.log(`failed\t${what}\t${e.message ?? e}`);
    return undefined;
  }
}

function imported(module, kind, name, objects) {
  if (modules[module] !== undefined && modules[module][name] !== undefined && modules[module][name] !== null) {
    return 'present';
  }
  return kind === 'class' && objects !== undefined ? 'instance' : undefined;
}

export default async function () {
  const objects = {};
  client.connect(__ENV.GRPC, plain);
  const sockets = (await attempt('k6/ws', blockingSocket)) ?? { seen: new Set() };
  const makers = probes();
  for (const owner of Object.keys(makers)) {
    const made = await attempt(owner, makers[owner]);
    const several = Array.isArray(made) ? made : [made];
    if (several.every((it) => it !== undefined && it !== null)) {
      objects[owner] = several;
    }
  }
  const told = { Socket: sockets.socket, Response: sockets.response, WebSocketError: sockets.error };
  for (const owner of Object.keys(told)) {
    if (told[owner] !== undefined) {
      objects[`k6/ws ${owner}`] = [told[owner]];
    }
  }
  const uses = effects(sockets);
  for (const line of lines) {
    const [module, kind, owner, name] = line.split(' ');
    let verdict;
    if (uses[line] !== undefined) {
      const seen = await attempt(line, uses[line]);
      verdict = seen === true ? 'observed' : seen === 'partly' ? seen : 'absent';
    } else if (kind === 'static') {
      const holder = modules[module] && modules[module][owner];
      verdict = holder !== undefined && holder !== null && name in holder ? 'present' : 'absent';
    } else if (owner !== '-') {
      const have = objects[`${module} ${owner}`];
      const known = makers[`${module} ${owner}`] !== undefined || have !== undefined;
      verdict = have === undefined ? (known ? 'absent' : 'unseen') : have.every((it) => name in Object(it)) ? 'present' : 'absent';
    } else {
      verdict = imported(module, kind, name, objects[`${module} ${name}`]) ?? (kind === 'interface' ? 'unseen' : 'absent');
    }
    console.log(`verdict\t${line}\t${verdict}`);
  }
  client.close();
}
