import { dirname } from 'node:path';
import { isTest, lineOf, type Offence, ROOT, readFiles, type SourceFile, withoutComments } from './project.ts';

const FEATURES = 'packages/core/src/features';
const KERNEL = 'packages/core/src/kernel';
const CODE = ['packages/core/src', 'apps/api/src', 'apps/worker/src', 'tooling/cli/src'];

const WRITES = 'create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany';

/**
 * Every table is written by the one folder that owns it: a feature names its tables in its index.ts, the kernel in tables.ts.
 * Sees client calls (`tx.bookings.update`) and SQL (`UPDATE bookings`); a write nested in another model's `data` it does not.
 */
export function checkTableOwnership(root = ROOT): Offence[] {
  const models = new Set(readFiles('prisma/schema', '.prisma', root).flatMap(modelsOf));
  const { owners, offences } = readOwners(root, models);
  for (const model of models) {
    if (!owners.has(model)) offences.push(schemaOffence(root, model));
  }
  for (const source of CODE.flatMap((folder) => readFiles(folder, '.ts', root))) {
    if (!isTest(source.file)) offences.push(...foreignWrites(source, models, owners));
  }
  return offences;
}

function modelsOf({ text }: SourceFile): string[] {
  return [...text.matchAll(/^model\s+(\w+)/gm)].map(([, name]) => name ?? '');
}

function schemaOffence(root: string, model: string): Offence {
  const pattern = new RegExp(`^model\\s+${model}\\b`, 'm');
  const found = readFiles('prisma/schema', '.prisma', root).find(({ text }) => pattern.test(text));
  const line = found ? lineOf(found.text, found.text.search(pattern)) : 1;
  return { file: found?.file ?? 'prisma/schema', line, message: `nobody owns the table ${model}` };
}

type Owners = Map<string, string>;

function readOwners(root: string, models: Set<string>): { owners: Owners; offences: Offence[] } {
  const owners: Owners = new Map();
  const offences: Offence[] = [];
  const declaring = [...readFiles(FEATURES, 'index.ts', root), ...readFiles(KERNEL, 'tables.ts', root)];
  for (const { file, text } of declaring) {
    const declaration = /export const tables\b[^=]*=\s*\[([^\]]*)\]/.exec(text);
    const line = declaration ? lineOf(text, declaration.index) : 1;
    for (const [, table = ''] of (declaration?.[1] ?? '').matchAll(/['"](\w+)['"]/g)) {
      const owner = owners.get(table);
      if (owner) offences.push({ file, line, message: `${table} is owned by ${owner} already` });
      else if (!models.has(table)) offences.push({ file, line, message: `there is no table ${table}` });
      else owners.set(table, dirname(file));
    }
  }
  return { owners, offences };
}

function foreignWrites({ file, text }: SourceFile, models: Set<string>, owners: Owners): Offence[] {
  const code = withoutComments(text);
  const calls = code.matchAll(new RegExp(`\\.\\s*(\\w+)\\s*\\.\\s*(?:${WRITES})\\s*\\(`, 'g'));
  const statements = code.matchAll(/\b(?:INSERT\s+INTO|UPDATE(?:\s+ONLY)?|DELETE\s+FROM|TRUNCATE)\s+"?(\w+)"?/gi);
  return [...calls, ...statements].flatMap((match) => {
    const table = match[1] ?? '';
    const owner = owners.get(table);
    if (!models.has(table) || !owner || file.startsWith(`${owner}/`)) return [];
    return [{ file, line: lineOf(text, match.index), message: `writes ${table}, which belongs to ${owner}` }];
  });
}
