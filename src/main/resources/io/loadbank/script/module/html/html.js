(function (parse) {
  'use strict';
  return {
    NodeType: Object.freeze({ ElementNode: 1, TextNode: 3, CommentNode: 8, DocumentNode: 9, DoctypeNode: 10 }),
    parseHTML(text) {
      if (arguments.length === 0) {
        throw new Error('parseHTML() takes the text of a page');
      }
      return parse(String(text));
    },
  };
});
