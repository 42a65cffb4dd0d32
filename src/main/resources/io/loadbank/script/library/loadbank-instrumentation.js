// What Loadbank's implementations of the http-instrumentation libraries share: requests of k6/http with more headers.
import http from 'k6/http';

/** Where the parameters stand among the arguments, by function. */
const PARAMS = { del: 2, get: 1, head: 1, options: 2, patch: 2, post: 2, put: 2, request: 3, asyncRequest: 3 };

/** Functions that send as those of k6/http do, by the `send` that is given the plain one and the arguments. */
export function functions(send) {
  const made = {};
  for (const name of Object.keys(PARAMS)) {
    const plain = http[name];
    made[name] = (...args) => {
      const asked = name === 'request' || name === 'asyncRequest';
      const url = args[asked ? 1 : 0];
      return send({
        method: asked ? String(args[0]) : name === 'del' ? 'DELETE' : name.toUpperCase(),
        url: url !== null && typeof url === 'object' ? (url.name ?? url.url) : url,
        body: PARAMS[name] === 1 ? null : args[PARAMS[name] - 1],
        params: args[PARAMS[name]],
        go: (headers) => {
          const given = args[PARAMS[name]];
          while (args.length < PARAMS[name]) {
            args.push(null);
          }
          args[PARAMS[name]] = { ...given, headers: { ...(given || {}).headers, ...headers } };
          return plain(...args);
        },
      });
    };
  }
  return made;
}

/** Puts such functions in the place of those of k6/http, for every module of the script. */
export function replace(send) {
  Object.assign(http, functions(send));
}
