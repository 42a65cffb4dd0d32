// Lists everything that the types of k6 declare: each exported function, class, constant and interface with its members.
//
//   npm pack @types/k6@2.3.0 && tar xzf types-k6-2.3.0.tgz      (makes the folder k6)
//   npm install --no-save typescript@5
//   node inventory.mjs k6 > ../resources/types/k6.txt
//
// A line is: module, kind, owner (or -), name. CoverageTest reads it.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const ts = createRequire(path.join(process.cwd(), 'package.json'))('typescript');
const root = path.resolve(process.argv[2]);
const version = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).version;

function files(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? files(file) : file.endsWith('.d.ts') ? [file] : [];
  });
}

const all = files(root).filter((file) => !file.includes(`${path.sep}browser${path.sep}`));
const program = ts.createProgram(all, { target: ts.ScriptTarget.ESNext, lib: ['lib.esnext.d.ts'] });
const checker = program.getTypeChecker();
const lines = new Set();

function moduleName(file) {
  const folder = path.relative(root, path.dirname(file)).split(path.sep).join('/');
  return folder === '' ? 'k6' : `k6/${folder}`;
}

function own(symbol) {
  return (symbol.declarations ?? []).some((it) => it.getSourceFile().fileName.startsWith(root));
}

function isHidden(symbol) {
  return symbol.name.startsWith('__') || symbol.name.startsWith('#') || (symbol.declarations ?? []).some(
    (it) => ts.getCombinedModifierFlags(it) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected));
}

/** Those that the owner declares itself, when it is given; inherited ones are listed where they are declared. */
function members(module, owner, symbols, kind, declaredBy) {
  for (const it of symbols) {
    if (declaredBy && !it.declarations?.some((at) => declaredBy.declarations.includes(at.parent))) {
      continue;
    }
    if (own(it) && !isHidden(it) && it.name !== 'prototype' && it.name !== 'default') {
      lines.add([module, kind, owner, it.name].join(' '));
    }
  }
}

function list(module, given, owner = '-') {
  const symbol = given.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(given) : given;
  const name = given.name === 'default' ? symbol.name : given.name;
  if (name === '_default') {
    members(module, 'default', checker.getPropertiesOfType(checker.getTypeOfSymbol(symbol)), 'property');
    return;
  }
  if (name === 'default' || isHidden(symbol) && name.startsWith('__')) {
    return;
  }
  if (!own(symbol)) {
    return;
  }
  const flags = symbol.flags;
  if (flags & ts.SymbolFlags.Class) {
    lines.add([module, 'class', owner, name].join(' '));
    members(module, name, checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)), 'member', symbol);
    members(module, name, checker.getPropertiesOfType(checker.getTypeOfSymbol(symbol)), 'static', symbol);
  } else if (flags & ts.SymbolFlags.Function) {
    lines.add([module, 'function', owner, name].join(' '));
  } else if (flags & ts.SymbolFlags.Interface) {
    lines.add([module, 'interface', owner, name].join(' '));
    members(module, name, checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)), 'field', symbol);
  } else if (flags & ts.SymbolFlags.Enum) {
    lines.add([module, 'enum', owner, name].join(' '));
    members(module, name, symbol.exports.values(), 'static');
  } else if (flags & ts.SymbolFlags.Variable) {
    lines.add([module, 'value', owner, name].join(' '));
    members(module, name, checker.getPropertiesOfType(checker.getTypeOfSymbol(symbol)), 'property');
  } else if (flags & ts.SymbolFlags.TypeAlias) {
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    if (type.flags & ts.TypeFlags.Object) {
      lines.add([module, 'interface', owner, name].join(' '));
      members(module, name, checker.getPropertiesOfType(type), 'field');
    }
  }
  if (flags & ts.SymbolFlags.Namespace && symbol.exports) {
    symbol.exports.forEach((it) => list(module, it, owner === '-' ? name : `${owner}.${name}`));
  }
}

for (const file of all) {
  const source = program.getSourceFile(file);
  const symbol = checker.getSymbolAtLocation(source);
  source.statements.filter((it) => ts.isModuleDeclaration(it) && it.name.text === 'global').forEach((it) => {
    it.body.statements.forEach((at) => {
      const names = at.declarationList?.declarations ?? [at];
      names.forEach((each) => each.name && lines.add(`global value - ${each.name.text}`));
    });
  });
  if (symbol) {
    checker.getExportsOfModule(symbol).forEach((it) => list(moduleName(file), it));
  } else {
    checker.getSymbolsInScope(source, ts.SymbolFlags.Value).filter(own).forEach((it) => list('global', it));
  }
}
console.log(`# @types/k6 ${version} (MIT), without k6/browser`);
console.log([...lines].sort().join('\n'));
