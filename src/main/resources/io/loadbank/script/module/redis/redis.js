(function (host) {
  'use strict';

  function text(value, index) {
    switch (typeof value) {
      case 'string':
        return value;
      case 'number':
        return String(value);
      case 'boolean':
        return value ? '1' : '0';
      default:
        throw new Error(
          'unsupported type provided for argument at index ' + index + ', supported types are string, number, and boolean');
    }
  }

  function failure(message) {
    const error = new Error(message);
    Object.defineProperty(error, 'toString', { value: () => message });
    return error;
  }

  function value(reply) {
    if (reply === null) {
      throw failure('redis: nil');
    }
    return reply;
  }

  function map(reply) {
    const fields = {};
    for (let i = 0; i + 1 < reply.length; i += 2) {
      fields[reply[i]] = reply[i + 1];
    }
    return fields;
  }

  const same = (reply) => reply;
  const yes = (reply) => reply === 1;
  const flat = (values) => values.flat();

  // name: [command, how many arguments it has at least, what its reply becomes]; a first argument is the key
  const COMMANDS = {
    get: ['GET', 1, value],
    getSet: ['GETSET', 2, value],
    del: ['DEL', 1, same],
    getDel: ['GETDEL', 1, value],
    exists: ['EXISTS', 1, same],
    incr: ['INCR', 1, same],
    incrBy: ['INCRBY', 2, same],
    decr: ['DECR', 1, same],
    decrBy: ['DECRBY', 2, same],
    randomKey: ['RANDOMKEY', 0, value],
    mget: ['MGET', 1, same],
    expire: ['EXPIRE', 2, yes],
    ttl: ['TTL', 1, same],
    persist: ['PERSIST', 1, yes],
    lpush: ['LPUSH', 2, same],
    rpush: ['RPUSH', 2, same],
    lpop: ['LPOP', 1, value],
    rpop: ['RPOP', 1, value],
    lrange: ['LRANGE', 3, same],
    lindex: ['LINDEX', 2, value],
    lset: ['LSET', 3, same],
    lrem: ['LREM', 3, same],
    llen: ['LLEN', 1, same],
    hset: ['HSET', 3, same],
    hsetnx: ['HSETNX', 3, yes],
    hget: ['HGET', 2, value],
    hdel: ['HDEL', 2, same],
    hgetall: ['HGETALL', 1, map],
    hkeys: ['HKEYS', 1, same],
    hvals: ['HVALS', 1, same],
    hlen: ['HLEN', 1, same],
    hincrby: ['HINCRBY', 3, same],
    sadd: ['SADD', 2, same],
    srem: ['SREM', 2, same],
    sismember: ['SISMEMBER', 2, yes],
    smembers: ['SMEMBERS', 1, same],
    srandmember: ['SRANDMEMBER', 1, value],
    spop: ['SPOP', 1, value],
  };
  const MANY = ['del', 'exists', 'mget', 'lpush', 'rpush', 'hset', 'hdel', 'sadd', 'srem'];

  class Client {
    #handle;

    constructor(options) {
      this.#handle = host.open(options);
    }

    #send(command, given, key, convert) {
      return new Promise((resolve, reject) => {
        const settle = (reply) => {
          try {
            resolve(convert(reply));
          } catch (e) {
            reject(e);
          }
        };
        host.send(this.#handle, command, given.map(text), key, settle, (message) => reject(failure(message)));
      });
    }

    static {
      for (const name of Object.keys(COMMANDS)) {
        const [command, least, convert] = COMMANDS[name];
        const many = MANY.includes(name);
        const method = function (...given) {
          const args = many ? flat(given) : given.slice(0, least);
          if (args.length < least) {
            return Promise.reject(failure(name + '() takes at least ' + least + ' arguments'));
          }
          return this.#send(command, args, least === 0 ? -1 : 0, convert);
        };
        Object.defineProperty(Client.prototype, name, { value: method, writable: true, configurable: true });
      }
    }

    set(key, what, seconds) {
      const args = [key, what];
      const limit = seconds === undefined || seconds === null ? 0 : Number(seconds);
      if (Number.isNaN(limit) || limit < 0) {
        return Promise.reject(failure('the expiration of set() must be a number of seconds that is not negative'));
      }
      if (limit > 0) {
        args.push(...(Number.isInteger(limit) ? ['EX', limit] : ['PX', Math.max(1, Math.round(limit * 1000))]));
      }
      return this.#send('SET', args, 0, same);
    }

    sendCommand(command, ...args) {
      if (typeof command !== 'string' || command === '') {
        return Promise.reject(failure('sendCommand() takes the name of a command'));
      }
      return this.#send(command, args, args.length === 0 ? -1 : 0, value);
    }
  }

  return { Client };
});
