(function (parse) {
  'use strict';
  return {
    getAltNames: (pem) => parse(pem).altNames,
    getIssuer: (pem) => parse(pem).issuer,
    getSubject: (pem) => parse(pem).subject,
    parse: (pem) => parse(pem),
  };
});
