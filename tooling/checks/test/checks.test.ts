import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { envExample } from '../src/env-example.ts';
import { ROOT } from '../src/project.ts';
import { checkTableOwnership } from '../src/table-ownership.ts';
import { checkTypeOnlyImports } from '../src/type-only-imports.ts';

function project(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'setiket-checks-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

const OWNED = {
  'prisma/schema/sales.prisma': 'model bookings {\n  id String @id\n}\nmodel tickets {\n  id String @id\n}\n',
  'prisma/schema/kernel.prisma': 'model audit_entries {\n  id String @id\n}\n',
  'packages/core/src/kernel/tables.ts': `export const tables = ['audit_entries'] as const;`,
  'packages/core/src/features/bookings/index.ts': `export const tables = ['bookings'] as const;`,
  'packages/core/src/features/tickets/index.ts': `export const tables = ['tickets'] as const;`,
};

test('who writes its own tables and reads those of others is left in peace', () => {
  const root = project({
    ...OWNED,
    'packages/core/src/features/bookings/bookings.service.ts': `
      // UPDATE tickets is what another feature would do
      await tx.bookings.update({ where });
      await tx.tickets.findMany({ where });
      await tx.$queryRaw\`SELECT 1 FROM tickets FOR UPDATE OF tickets\`;`,
    'packages/core/src/features/bookings/bookings.test.ts': 'await db.tickets.deleteMany();',
  });
  expect(checkTableOwnership(root)).toEqual([]);
});

test('a write to a table of somebody else is found, as a call and as SQL', () => {
  const file = 'packages/core/src/features/bookings/bookings.service.ts';
  const root = project({
    ...OWNED,
    [file]: `const a = 1;
await tx.tickets.updateMany({ where });
await tx
  .tickets
  .create({ data });
await tx.$executeRaw\`UPDATE "tickets" SET state = 'used'\`;
await tx.$executeRaw\`insert into tickets (id) VALUES (1)\`;
await tx.$executeRaw\`DELETE FROM audit_entries\`;`,
  });
  const offences = checkTableOwnership(root);
  expect(offences.map(({ line }) => line).sort()).toEqual([2, 4, 6, 7, 8]);
  expect(offences[0]).toEqual({
    file,
    line: 2,
    message: 'writes tickets, which belongs to packages/core/src/features/tickets',
  });
});

test('a table without an owner, with two, or that does not exist is found', () => {
  const root = project({
    ...OWNED,
    'prisma/schema/other.prisma': 'model orphans {\n  id String @id\n}\n',
    'packages/core/src/features/tickets/index.ts': `export const tables = ['tickets', 'bookings', 'gone'] as const;`,
  });
  expect(checkTableOwnership(root).map(({ message }) => message)).toEqual([
    'bookings is owned by packages/core/src/features/bookings already',
    'there is no table gone',
    'nobody owns the table orphans',
  ]);
});

test('the SDK and the web app may know the types of the server, not its code', () => {
  const root = project({
    'packages/sdk/src/types.ts': `import type { AppRouter } from '@setiket/core/router';\nexport type { Env } from '@setiket/core/env';`,
    'packages/sdk/src/code.ts': `import { appRouter } from '@setiket/core/router';`,
    'apps/web/src/page.tsx': `const core = await import('@setiket/core');\nimport x from './x.ts';`,
  });
  expect(checkTypeOnlyImports(root).map(({ file }) => file)).toEqual([
    'packages/sdk/src/code.ts',
    'apps/web/src/page.tsx',
  ]);
});

test('.env.example shows every setting, required ones to be filled in', () => {
  const text = envExample();
  expect(text).toMatch(/^DATABASE_URL=$/m);
  expect(text).toMatch(/^# HOLD_SECONDS=900$/m);
});

const FEATURE = 'packages/core/src/features/events';

const AGAINST: [path: string, code: string][] = [
  ['prisma/src/a.ts', `import '@setiket/core';`],
  ['packages/core/src/kernel/a.ts', `import '../features/events/index.ts';`],
  [`${FEATURE}/a.ts`, `import '../bookings/bookings.service.ts';`],
  [`${FEATURE}/use-cases/a.ts`, `import '../../bookings/bookings.service.ts';`],
  [`${FEATURE}/b.ts`, `import '../../router.ts';`],
  [`${FEATURE}/events.service.ts`, `import '@trpc/server';`],
  [`${FEATURE}/use-cases/b.ts`, `import 'express';`],
  [`${FEATURE}/c.ts`, `import '@setiket/api';`],
  [`${FEATURE}/d.ts`, `import 'lucia';`],
  ['apps/api/src/a.ts', `import '@setiket/testing';`],
];

const ALONG: [path: string, code: string][] = [
  ['packages/core/src/kernel/ok.ts', `import '@setiket/db';`],
  [`${FEATURE}/ok.ts`, `import '../bookings/index.ts';`],
  [`${FEATURE}/ok.schema.ts`, `import '../bookings/bookings.schema.ts';`],
  [
    `${FEATURE}/use-cases/ok.ts`,
    `import '../a.ts'; import '../../../kernel/ids.ts'; import '../../bookings/index.ts';`,
  ],
  [`${FEATURE}/ok.router.ts`, `import '@trpc/server'; import './use-cases/a.ts'; import '../../kernel/trpc.ts';`],
  ['packages/core/src/features/accounts/sessions.ts', `import 'lucia';`],
  ['apps/api/src/ok.ts', `import '@setiket/core'; import 'express';`],
];

test('Biome refuses what goes against the direction of dependencies, and only that', () => {
  const root = project({
    ...Object.fromEntries([...AGAINST, ...ALONG]),
    'biome.json': readFileSync(join(ROOT, 'biome.json'), 'utf8'),
  });
  const args = [
    'lint',
    '--only=style/noRestrictedImports',
    '--vcs-enabled=false',
    '--reporter=github',
    '--max-diagnostics=none',
  ];
  const { stdout } = spawnSync(join(ROOT, 'node_modules/.bin/biome'), args, { cwd: root, encoding: 'utf8' });
  const refused = [...stdout.matchAll(/^::error .*file=([^,]+)/gm)].map(([, file = '']) =>
    file.replace(`${root}/`, ''),
  );
  expect([...new Set(refused)].sort()).toEqual(AGAINST.map(([path]) => path).sort());
});
