// Helpers of the size that load scripts bring along, for `bench/run init`: every VU runs this file once.

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const LETTERS = LOWER + LOWER.toUpperCase();
const DIGITS = '0123456789';
const HEX = DIGITS + 'abcdef';

const FIRST_NAMES = [
  'Ada', 'Alan', 'Barbara', 'Claude', 'Donald', 'Edsger', 'Frances', 'Grace', 'Hedy', 'Ida', 'John', 'Katherine', 'Leslie',
  'Margaret', 'Niklaus', 'Ole', 'Peter', 'Radia', 'Sophie', 'Tony', 'Ursula', 'Vint', 'Wim', 'Xavier', 'Yukihiro', 'Zuse',
];
const LAST_NAMES = [
  'Allen', 'Backus', 'Conway', 'Dijkstra', 'Engelbart', 'Floyd', 'Goldberg', 'Hopper', 'Iverson', 'Johnson', 'Kay', 'Lamport',
  'McCarthy', 'Naur', 'Ousterhout', 'Perlman', 'Quinlan', 'Ritchie', 'Shannon', 'Turing', 'Ullman', 'Wilson', 'Wirth', 'Yao',
];
const STREETS = ['Mill Lane', 'Station Road', 'High Street', 'Park Avenue', 'Church Street', 'Victoria Road', 'Green Lane'];
const CITIES = ['Aarhus', 'Bern', 'Cork', 'Delft', 'Espoo', 'Faro', 'Graz', 'Halle', 'Izmir', 'Jena', 'Kiel', 'Lund', 'Metz'];
const WORDS = (
  'account address amount answer basket batch branch budget button cable cache candle carrier chance change channel charge ' +
  'circle client clock column copper corner course cover credit customer danger depth detail device distance domain double ' +
  'driver effect engine entry error event factor figure filter finger folder forest frame garden gauge glass group harbour ' +
  'height history image index island issue journey kernel kitchen label ladder language layer letter level limit loop marker ' +
  'market measure memory meter minute mirror moment motion number object office order origin packet panel paper parcel ' +
  'pattern pause period picture pilot planet point pocket price profile proof quarter queue range record region report ' +
  'result river round route sample scale screen season second shadow signal silver source spring square stage station ' +
  'storage stream summer supply surface switch table target thread ticket tower traffic travel value vessel village volume ' +
  'wagon water weight window winter wonder yard'
).split(' ');

/** A whole number from low to high, both included. */
export function between(low, high) {
  return low + Math.floor(Math.random() * (high - low + 1));
}

/** One of the elements. */
export function pick(list) {
  return list[Math.floor(Math.random() * list.length)];
}

/** So many different elements, in no order; all of them if there are fewer. */
export function sample(list, count) {
  const rest = list.slice();
  const taken = [];
  while (taken.length < count && rest.length > 0) {
    taken.push(rest.splice(Math.floor(Math.random() * rest.length), 1)[0]);
  }
  return taken;
}

/** The elements in another order. */
export function shuffle(list) {
  return sample(list, list.length);
}

/** One of the elements of [element, weight] pairs, as often as its weight says. */
export function weighted(pairs) {
  const total = pairs.reduce((sum, [, weight]) => sum + weight, 0);
  let left = Math.random() * total;
  for (const [element, weight] of pairs) {
    left -= weight;
    if (left < 0) {
      return element;
    }
  }
  return pairs[pairs.length - 1][0];
}

/** A text of so many characters of an alphabet. */
export function text(length, alphabet = LETTERS) {
  let made = '';
  for (let i = 0; i < length; i++) {
    made += alphabet[Math.floor(Math.random() * alphabet.length)];
  }
  return made;
}

export const digits = (length) => text(length, DIGITS);
export const hex = (length) => text(length, HEX);

/** A random UUID, version 4. */
export function uuid() {
  const variant = HEX[8 + Math.floor(Math.random() * 4)];
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`;
}

/** A sentence of so many words. */
export function sentence(words = between(5, 12)) {
  const said = Array.from({ length: words }, () => pick(WORDS)).join(' ');
  return said[0].toUpperCase() + said.slice(1) + '.';
}

/** So many sentences. */
export function paragraph(sentences = between(2, 5)) {
  return Array.from({ length: sentences }, () => sentence()).join(' ');
}

/** What a text looks like in an address. */
export function slug(title) {
  return title.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
}

/** A person with a name, an address and a way to be written to. */
export function person() {
  const first = pick(FIRST_NAMES);
  const last = pick(LAST_NAMES);
  return {
    id: uuid(),
    first,
    last,
    email: `${first}.${last}.${digits(4)}@example.com`.toLowerCase(),
    phone: `+49 ${between(100, 999)} ${digits(7)}`,
    born: day(between(-25000, -7000)),
    address: { street: `${pick(STREETS)} ${between(1, 200)}`, city: pick(CITIES), code: digits(5) },
  };
}

/** The ISO date so many days from now. */
export function day(offset = 0) {
  return new Date(Date.now() + offset * 86400000).toISOString().slice(0, 10);
}

/** An order with lines, each with a product, and the sum of all. */
export function order(lines = between(1, 5)) {
  const items = Array.from({ length: lines }, () => {
    const name = `${pick(WORDS)} ${pick(WORDS)}`;
    return { sku: `${text(3).toUpperCase()}-${digits(5)}`, name, slug: slug(name), count: between(1, 9), price: between(100, 99999) / 100 };
  });
  const sum = items.reduce((total, item) => total + item.count * item.price, 0);
  return { id: uuid(), customer: person(), items, sum: Math.round(sum * 100) / 100, note: sentence() };
}

/** Pairs of an object as a query, without those that are null. */
export function query(values) {
  return Object.entries(values)
    .filter(([, value]) => value !== null && value !== undefined)
    .flatMap(([name, value]) => (Array.isArray(value) ? value.map((each) => [name, each]) : [[name, value]]))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

/** The pairs of a query as an object; names that come again as arrays. */
export function parseQuery(search) {
  const values = {};
  for (const part of search.replace(/^\?/, '').split('&').filter(Boolean)) {
    const [name, value = ''] = part.split('=').map((each) => decodeURIComponent(each.replace(/\+/g, ' ')));
    if (!(name in values)) {
      values[name] = value;
    } else if (Array.isArray(values[name])) {
      values[name].push(value);
    } else {
      values[name] = [values[name], value];
    }
  }
  return values;
}

/** What stands between two texts, or null. */
export function inside(whole, left, right, from = 0) {
  const start = whole.indexOf(left, from);
  if (start < 0) {
    return null;
  }
  const end = whole.indexOf(right, start + left.length);
  return end < 0 ? null : whole.slice(start + left.length, end);
}

/** All that stand between two texts. */
export function allInside(whole, left, right) {
  const found = [];
  let from = 0;
  for (let each = inside(whole, left, right); each !== null; each = inside(whole, left, right, from)) {
    found.push(each);
    from = whole.indexOf(left, from) + left.length + each.length + right.length;
  }
  return found;
}

/** The value at a path such as "items.0.name", or a fallback. */
export function at(value, path, fallback = undefined) {
  let here = value;
  for (const step of path.split('.')) {
    if (here === null || here === undefined) {
      return fallback;
    }
    here = here[step];
  }
  return here === undefined ? fallback : here;
}

/** A deep copy of JSON-like data. */
export function copy(value) {
  if (Array.isArray(value)) {
    return value.map(copy);
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, copy(each)]));
  }
  return value;
}

/** Whether two JSON-like values are equal, whatever the order of names. */
export function equal(a, b) {
  if (a === b) {
    return true;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) {
    return false;
  }
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => name in b && equal(a[name], b[name]));
}

/** A duration such as "1m30s" in milliseconds. */
export function millis(duration) {
  const units = { ms: 1, s: 1000, m: 60000, h: 3600000, d: 86400000 };
  let sum = 0;
  for (const [, count, unit] of duration.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) {
    sum += Number(count) * units[unit];
  }
  return sum;
}

/** Milliseconds such as "1m30s". */
export function duration(ms) {
  const parts = [[86400000, 'd'], [3600000, 'h'], [60000, 'm'], [1000, 's'], [1, 'ms']];
  let left = Math.round(ms);
  let said = '';
  for (const [size, unit] of parts) {
    const count = Math.floor(left / size);
    left -= count * size;
    said += count > 0 ? `${count}${unit}` : '';
  }
  return said || '0s';
}

/** A mean, the smallest, the largest and percentiles of numbers. */
export function statistics(numbers) {
  const sorted = numbers.slice().sort((a, b) => a - b);
  const percentile = (share) => {
    const position = share * (sorted.length - 1);
    const below = Math.floor(position);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
  };
  return {
    count: sorted.length,
    mean: sorted.reduce((sum, each) => sum + each, 0) / Math.max(1, sorted.length),
    min: sorted[0],
    max: sorted[sorted.length - 1],
    median: percentile(0.5),
    p90: percentile(0.9),
    p99: percentile(0.99),
  };
}

/** A number of a normal distribution. */
export function normal(mean = 0, deviation = 1) {
  const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
  return mean + deviation * radius * Math.cos(2 * Math.PI * Math.random());
}

/** A number of an exponential distribution. */
export function exponential(mean = 1) {
  return -mean * Math.log(1 - Math.random());
}

/** Random numbers that come again with the same seed. */
export class Seeded {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  between(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }
}

/** Remembers what was made last, up to a number of things. */
export class Recent {
  constructor(most, make) {
    this.most = most;
    this.make = make;
    this.kept = new Map();
  }

  get(key) {
    if (this.kept.has(key)) {
      const value = this.kept.get(key);
      this.kept.delete(key);
      this.kept.set(key, value);
      return value;
    }
    const made = this.make(key);
    this.kept.set(key, made);
    if (this.kept.size > this.most) {
      this.kept.delete(this.kept.keys().next().value);
    }
    return made;
  }
}

/** Headers of a JSON request, with a token if there is one. */
export function jsonHeaders(token, more = {}) {
  return { 'Content-Type': 'application/json', Accept: 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}), ...more };
}

/** Pages of a list, each with so many elements. */
export function pages(list, size) {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}

/** Elements by what a function says of each. */
export function groupBy(list, by) {
  const groups = {};
  for (const element of list) {
    (groups[by(element)] ??= []).push(element);
  }
  return groups;
}
