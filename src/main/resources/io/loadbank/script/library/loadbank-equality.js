// What two values have to share to be equal; used by our other libraries.

/** The method of a pattern that stands in for a value. */
export const ASYMMETRIC = Symbol('asymmetric');

export function equals(a, b, strict = false, seen = new Map()) {
  if (b !== null && typeof b === 'object' && typeof b[ASYMMETRIC] === 'function') {
    return b[ASYMMETRIC](a);
  }
  if (Object.is(a, b)) {
    return true;
  }
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') {
    return false;
  }
  if (Object.prototype.toString.call(a) !== Object.prototype.toString.call(b) || seen.get(a) === b) {
    return seen.get(a) === b;
  }
  seen.set(a, b);
  if (a instanceof Date) {
    return a.getTime() === b.getTime();
  }
  if (a instanceof RegExp) {
    return String(a) === String(b);
  }
  if (a instanceof Error) {
    return a.message === b.message && a.name === b.name;
  }
  if (a instanceof ArrayBuffer) {
    return equals(new Uint8Array(a), new Uint8Array(b), strict, seen);
  }
  if (a instanceof Map || a instanceof Set) {
    return a.size === b.size && equals([...a], [...b], strict, seen);
  }
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) {
    return false;
  }
  if (Array.isArray(a) && a.length !== b.length) {
    return false;
  }
  const keys = (object) => Object.keys(object).filter((key) => strict || object[key] !== undefined);
  const all = keys(a);
  return all.length === keys(b).length && all.every((key) => key in b && equals(a[key], b[key], strict, seen));
}
