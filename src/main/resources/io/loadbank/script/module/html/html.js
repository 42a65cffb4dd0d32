(function (parse) {
  'use strict';
  return {
    parseHTML(text) {
      if (arguments.length === 0) {
        throw new Error('parseHTML() takes the text of a page');
      }
      return parse(String(text));
    },
  };
});
