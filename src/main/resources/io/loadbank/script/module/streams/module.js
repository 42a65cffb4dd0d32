((classes) => Object.assign({}, classes));
