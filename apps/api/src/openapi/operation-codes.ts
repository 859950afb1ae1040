import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { type Node, parse } from 'acorn';

/**
 * Which refusals a procedure can end in, read from the source: from its router's entry through every function that it
 * names, to the errors that those raise. It is computed while the document is generated and never in a running API.
 * Functions that only a job runs are left out, because the caller never sees how a job ends.
 */

type Tree = Node & Record<string, unknown>;
/** A name of a module: what it stands for, and where. */
type Module = {
  file: string;
  declarations: Map<string, Tree>;
  /** Local name to the file and name that it was imported from; `*` for a namespace. */
  imports: Map<string, { file: string; name: string }>;
  /** Exported name to local or foreign one. */
  exports: Map<string, { file: string; name: string }>;
};

const JOB_MAKERS = new Set(['defineJob', 'defineBatchJob']);

/** @returns the codes of each procedure, by its name */
export function readOperationCodes(core: string): Map<string, Set<string>> {
  const modules = new Map(sourcesIn(core).map((file) => [file, readModule(file)]));
  const graph = new Graph(modules);
  const codes = new Map<string, Set<string>>();
  for (const [name, { file, tree }] of graph.procedures(join(core, 'router.ts'))) {
    codes.set(name, graph.codesOf(file, tree));
  }
  return codes;
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name));
}

function readModule(file: string): Module {
  const program = parse(stripTypeScriptTypes(readFileSync(file, 'utf8'), { mode: 'strip' }), {
    ecmaVersion: 'latest',
    sourceType: 'module',
  }) as unknown as Tree;
  const module: Module = { file, declarations: new Map(), imports: new Map(), exports: new Map() };
  for (const statement of program.body as Tree[]) {
    if (statement.type === 'ImportDeclaration') readImport(module, statement);
    else if (statement.type === 'ExportNamedDeclaration' && !statement.declaration) readExports(module, statement);
    else if (statement.type.startsWith('Export')) declare(module, statement.declaration as Tree, true);
    else declare(module, statement, false);
  }
  return module;
}

function sourceOf(module: Module, statement: Tree): string | undefined {
  const source = (statement.source as { value?: string } | null)?.value;
  if (!source?.startsWith('.')) return undefined;
  const file = resolve(dirname(module.file), source);
  return existsSync(file) ? file : undefined;
}

const nameIn = (node: unknown): string => (node as { name?: string; value?: string }).name ?? '';

function readImport(module: Module, statement: Tree): void {
  const file = sourceOf(module, statement);
  if (file === undefined) return;
  for (const specifier of statement.specifiers as Tree[]) {
    const name = specifier.type === 'ImportNamespaceSpecifier' ? '*' : nameIn(specifier.imported);
    module.imports.set(nameIn(specifier.local), { file, name });
  }
}

function readExports(module: Module, statement: Tree): void {
  const file = sourceOf(module, statement) ?? module.file;
  for (const specifier of statement.specifiers as Tree[])
    module.exports.set(nameIn(specifier.exported), { file, name: nameIn(specifier.local) });
}

function declare(module: Module, node: Tree | null | undefined, is_exported: boolean): void {
  if (!node) return;
  const own = (name: string, tree: Tree) => {
    module.declarations.set(name, tree);
    if (is_exported) module.exports.set(name, { file: module.file, name });
  };
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') own(nameIn(node.id), node);
  if (node.type !== 'VariableDeclaration') return;
  for (const { id, init } of node.declarations as { id: Tree; init: Tree | null }[]) {
    if (!init) continue;
    const names = id.type === 'Identifier' ? [nameIn(id)] : patternNames(id);
    for (const name of names) own(name, init);
  }
}

function patternNames(pattern: Tree): string[] {
  return ((pattern.properties ?? []) as Tree[]).map((property) => nameIn(property.value)).filter(Boolean);
}

/** Every node below one, with the node above it. */
function* walk(tree: Tree): Generator<Tree> {
  yield tree;
  for (const value of Object.values(tree)) {
    for (const child of Array.isArray(value) ? value : [value])
      if (child !== null && typeof child === 'object' && typeof (child as Tree).type === 'string')
        yield* walk(child as Tree);
  }
}

class Graph {
  private readonly modules: ReadonlyMap<string, Module>;
  private readonly known = new Map<string, { codes: Set<string>; calls: Set<string> }>();

  constructor(modules: ReadonlyMap<string, Module>) {
    this.modules = modules;
  }

  /** Procedures of the app router, with the expression that makes each. */
  procedures(router_file: string): Map<string, { file: string; tree: Tree }> {
    const found = new Map<string, { file: string; tree: Tree }>();
    const visit = (file: string, tree: Tree, prefix: string): void => {
      const callee = tree.type === 'CallExpression' ? nameIn(tree.callee) : '';
      if (callee === 'mergeRouters') for (const part of tree.arguments as Tree[]) visit(file, part, prefix);
      else if (callee === 'router') {
        for (const { key, value } of (tree.arguments as Tree[])[0]!.properties as { key: Tree; value: Tree }[])
          visit(file, value, prefix === '' ? nameIn(key) : `${prefix}.${nameIn(key)}`);
      } else if (tree.type === 'Identifier') {
        const place = this.resolve(file, nameIn(tree));
        if (place) visit(place.file, this.treeAt(place)!, prefix);
      } else found.set(prefix, { file, tree });
    };
    visit(router_file, this.treeAt({ file: router_file, name: 'appRouter' })!, '');
    return found;
  }

  /** What an expression can be refused with, through all that it names. */
  codesOf(file: string, tree: Tree): Set<string> {
    const codes = new Set<string>();
    const seen = new Set<string>();
    const { codes: own, calls } = this.read(file, tree);
    for (const code of own) codes.add(code);
    const waiting = [...calls];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const [at = '', name = ''] = next.split('#');
      const known = this.known.get(next) ?? this.read(at, this.treeAt({ file: at, name })!);
      this.known.set(next, known);
      for (const code of known.codes) codes.add(code);
      waiting.push(...known.calls);
    }
    return codes;
  }

  /** The codes that an expression raises itself, and the declarations that it names. */
  private read(file: string, tree: Tree): { codes: Set<string>; calls: Set<string> } {
    const codes = new Set<string>();
    const calls = new Set<string>();
    if (tree.type === 'CallExpression' && JOB_MAKERS.has(nameIn(tree.callee))) return { codes, calls };
    for (const node of walk(tree)) {
      if (node.type === 'MemberExpression') {
        const place = this.resolve(file, nameIn(node.object));
        const definition = place && this.errorsAt(place);
        if (definition && !node.computed) codes.add(`${definition.noun}.${nameIn(node.property)}`);
        // An import of a whole module: its member is what is meant.
        const namespace = this.modules.get(file)?.imports.get(nameIn(node.object));
        if (namespace?.name === '*') this.note(calls, this.exported(namespace.file, nameIn(node.property)));
        if (definition && node.computed) for (const name of definition.names) codes.add(`${definition.noun}.${name}`);
      }
      if (node.type === 'ImportExpression') this.noteModule(calls, file, node.source as { value?: string });
      if (node.type === 'Identifier') this.note(calls, this.resolve(file, nameIn(node)));
    }
    return { codes, calls };
  }

  private note(calls: Set<string>, place: { file: string; name: string } | undefined): void {
    if (place && this.treeAt(place) && !this.errorsAt(place)) calls.add(`${place.file}#${place.name}`);
  }

  /** What is imported when it is needed may be called by any of its names. */
  private noteModule(calls: Set<string>, file: string, { value }: { value?: string }): void {
    const target = value?.startsWith('.') ? resolve(dirname(file), value) : undefined;
    for (const name of (target && this.modules.get(target)?.exports.keys()) || [])
      this.note(calls, this.exported(target!, name));
  }

  private treeAt({ file, name }: { file: string; name: string }): Tree | undefined {
    return this.modules.get(file)?.declarations.get(name);
  }

  /** Where a name of a module is declared. */
  private resolve(file: string, name: string): { file: string; name: string } | undefined {
    const module = this.modules.get(file);
    if (!module || name === '') return undefined;
    if (module.declarations.has(name)) return { file, name };
    const imported = module.imports.get(name);
    return imported && imported.name !== '*' ? this.exported(imported.file, imported.name) : undefined;
  }

  private exported(file: string, name: string): { file: string; name: string } | undefined {
    const target = this.modules.get(file)?.exports.get(name);
    if (!target) return undefined;
    return target.file === file ? this.resolve(file, target.name) : this.exported(target.file, target.name);
  }

  /** `defineErrors('ticket', { … })` behind a name. */
  private errorsAt(place: { file: string; name: string }): { noun: string; names: string[] } | undefined {
    const tree = this.treeAt(place);
    if (tree?.type !== 'CallExpression' || nameIn(tree.callee) !== 'defineErrors') return undefined;
    const [noun, reasons] = tree.arguments as [{ value: string }, Tree];
    return { noun: noun.value, names: (reasons.properties as { key: Tree }[]).map(({ key }) => nameIn(key)) };
  }
}
