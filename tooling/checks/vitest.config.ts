import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const ROOT = join(import.meta.dirname, '../..');

export default defineConfig({
  root: ROOT,
  test: {
    include: ['{apps,packages,tooling}/**/*.test.ts', 'prisma/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/generated/**'],
    globalSetup: [join(ROOT, 'packages/testing/src/global-setup.ts')],
    pool: 'forks',
    // Every file has its own database, so files run side by side; more workers than this only take turns on two cores.
    maxWorkers: Number(process.env.TEST_WORKERS ?? 3),
    // A machine under load is slow, not wrong: this only ends what hangs.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    execArgv: ['--disable-warning=ExperimentalWarning', '--disable-warning=DeprecationWarning'],
    coverage: {
      provider: 'v8',
      reportOnFailure: true,
      include: [
        '{apps,packages}/*/src/**/*.ts',
        'prisma/src/**/*.ts',
        'tooling/{services,stack,checks,cli}/src/**/*.ts',
      ],
      // Pages run in a browser, where nobody counts.
      exclude: ['**/generated/**', '**/*.test.ts', '**/demo/**', 'apps/web/src/**'],
      reporter: ['text-summary', 'html'],
      reportsDirectory: join(ROOT, 'coverage'),
    },
  },
});
