(function (hostOpen) {
  'use strict';
  const SeekMode = { Start: 0, Current: 1, End: 2 };

  function failure(name, message) {
    const error = new Error(message);
    Object.defineProperty(error, 'name', { value: name, enumerable: true, writable: true, configurable: true });
    Object.defineProperty(error, 'message', { value: message, enumerable: true, writable: true, configurable: true });
    return error;
  }

  class File {
    #bytes;
    #position = 0;

    constructor(path, buffer) {
      Object.defineProperty(this, 'path', { value: path, enumerable: true });
      this.#bytes = new Uint8Array(buffer);
    }

    static isFile(value) {
      return value !== null && typeof value === 'object' && #bytes in value;
    }

    static position(file) {
      return file.#position;
    }

    static move(file, position) {
      file.#position = position;
    }

    static size(file) {
      return file.#bytes.length;
    }

    async stat() {
      return { name: this.path.slice(this.path.lastIndexOf('/') + 1), size: this.#bytes.length };
    }

    async read(into) {
      if (!(into instanceof Uint8Array)) {
        throw failure('TypeError', 'read() takes a Uint8Array to read into');
      }
      const left = this.#bytes.length - this.#position;
      if (left <= 0) {
        return null;
      }
      const length = Math.min(into.length, left);
      // as in k6, the bytes go to the start of the buffer that the array is a view of
      new Uint8Array(into.buffer).set(this.#bytes.subarray(this.#position, this.#position + length));
      this.#position += length;
      return length;
    }

    async seek(offset, whence) {
      if (!Number.isInteger(offset)) {
        throw failure('TypeError', 'seek() takes an integer offset');
      }
      let from;
      if (whence === SeekMode.Start && offset >= 0) {
        from = 0;
      } else if (whence === SeekMode.Current) {
        from = this.#position;
      } else if (whence === SeekMode.End && offset <= 0) {
        from = this.#bytes.length - 1;
      } else {
        throw failure(
          'TypeError', 'seek() takes SeekMode.Start and no negative offset, SeekMode.Current, or SeekMode.End and no positive one');
      }
      const position = from + offset;
      if (position < 0 || (position >= this.#bytes.length && position > 0)) {
        throw failure('TypeError', 'seek() would leave the file, which has ' + this.#bytes.length + ' bytes');
      }
      this.#position = position;
      return position;
    }
  }

  Object.defineProperty(File.prototype, 'constructor', { value: Object });

  return {
    module: {
      async open(path) {
        const opened = hostOpen(path === undefined || path === null ? '' : String(path));
        if (opened.bytes === undefined) {
          throw failure(opened.name, opened.message);
        }
        return new File(opened.path, opened.bytes);
      },
      SeekMode,
    },
    inner: { isFile: File.isFile, position: File.position, move: File.move, size: File.size },
  };
});
