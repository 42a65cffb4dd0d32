// Time-based one-time passwords (RFC 6238, HMAC-SHA-1): Loadbank's own implementation of the documented totp.
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function decoded(secret) {
  const text = String(secret).replace(/[\s-]/g, '').replace(/=+$/, '').toUpperCase();
  if (text === '') {
    throw new Error('TOTP: the secret is empty');
  }
  const bytes = [];
  let bits = 0;
  let value = 0;
  for (const c of text) {
    const index = ALPHABET.indexOf(c);
    if (index < 0) {
      throw new Error("TOTP: the secret is not base32: it has '" + c + "'");
    }
    value = ((value << 5) | index) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 0xff);
    }
  }
  return new Uint8Array(bytes);
}

function step(timeStep) {
  if (!(timeStep > 0)) {
    throw new Error('TOTP: the time step must be a number of seconds above 0');
  }
  return timeStep;
}

export class TOTP {
  #key;
  #digits;

  constructor(secret, digits = 6) {
    if (!Number.isInteger(digits) || digits < 1 || digits > 10) {
      throw new Error('TOTP: the number of digits must be 1 to 10');
    }
    this.#key = decoded(secret);
    this.#digits = digits;
  }

  /** The code of now, or of so many seconds from now. */
  async gen(timeStep = 30, bias = 0) {
    const count = Math.floor((Date.now() / 1000 + bias) / step(timeStep));
    const moving = new DataView(new ArrayBuffer(8));
    moving.setUint32(0, Math.floor(count / 0x100000000));
    moving.setUint32(4, count >>> 0);
    const key = await crypto.subtle.importKey('raw', this.#key, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
    const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, moving.buffer));
    const offset = mac[19] & 15;
    const number = new DataView(mac.buffer).getUint32(offset) & 0x7fffffff;
    return String(number % 10 ** this.#digits).padStart(this.#digits, '0');
  }

  /** Whether it is the code of now. */
  async verify(code, timeStep = 30) {
    return String(code) === (await this.gen(timeStep));
  }
}

export default { TOTP };
