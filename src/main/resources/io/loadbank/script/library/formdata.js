// Multipart bodies: Loadbank's own implementation of the documented FormData for k6.
function bytesOf(value) {
  if (value instanceof ArrayBuffer) {
    return new Uint8Array(value);
  }
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  return new TextEncoder().encode(String(value));
}

function quoted(name) {
  return String(name).replace(/\r?\n|\r/g, '%0D%0A').replace(/"/g, '%22');
}

function isFile(value) {
  return value !== null && typeof value === 'object' && 'data' in value && ('filename' in value || 'content_type' in value);
}

export class FormData {
  constructor() {
    let random = '';
    for (let i = 0; i < 24; i++) {
      random += Math.floor(Math.random() * 16).toString(16);
    }
    this.boundary = '------------------------' + random;
    this.parts = [];
  }

  /** Adds a text, bytes, or what http.file() made. */
  append(name, value, filename) {
    this.parts.push({ name, value, filename });
  }

  get contentType() {
    return 'multipart/form-data; boundary=' + this.boundary;
  }

  /** The whole body, for a request with the header Content-Type: multipart/form-data; boundary=<boundary>. */
  body() {
    const chunks = [];
    for (const { name, value, filename } of this.parts) {
      const file = isFile(value);
      const shown = filename !== undefined ? filename : file ? value.filename : undefined;
      const binary = file || value instanceof ArrayBuffer || ArrayBuffer.isView(value);
      let head = '--' + this.boundary + '\r\nContent-Disposition: form-data; name="' + quoted(name) + '"';
      head += shown === undefined ? '' : '; filename="' + quoted(shown) + '"';
      const type = file ? value.content_type : undefined;
      head += binary ? '\r\nContent-Type: ' + (type ? type : 'application/octet-stream') : '';
      chunks.push(bytesOf(head + '\r\n\r\n'), bytesOf(file ? value.data : value), bytesOf('\r\n'));
    }
    chunks.push(bytesOf('--' + this.boundary + '--\r\n'));
    const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all.buffer;
  }
}

export default FormData;
