import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppRouter as SourceRouter } from '@setiket/core/router';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { expect, expectTypeOf, test } from 'vitest';
import type { SetiketInputs, SetiketOutputs } from '../src/index.ts';

const PACKAGE = join(import.meta.dirname, '..');

test('the committed contract is what the router says', () => {
  execFileSync(process.execPath, [join(PACKAGE, 'scripts/contract.ts'), '--check']);
});

test('the contract knows nothing but @trpc/server', () => {
  const contract = readFileSync(join(PACKAGE, 'src/contract.gen.ts'), 'utf8');
  expect([...contract.matchAll(/^import .* from '(.+)';$/gm)].map(([, name]) => name)).toEqual(['@trpc/server']);
  expect(contract).not.toMatch(/import\(|prisma|@setiket\/|\bany\b/i);
});

/** Subscriptions are for the pages of the app and no part of the contract. */
type Asked<R extends { events: object; waitingRoom: object }> = Omit<R, Streaming> & {
  events: Omit<R['events'], 'availability' | 'watchSales'>;
  waitingRoom: Omit<R['waitingRoom'], 'watch'>;
};
type Streaming = 'events' | 'waitingRoom';
type Inputs = inferRouterInputs<SourceRouter>;
type Outputs = inferRouterOutputs<SourceRouter>;

test('the contract has the types of the router', () => {
  expectTypeOf<Omit<SetiketInputs, Streaming>>().toEqualTypeOf<Omit<Asked<Inputs>, Streaming>>();
  expectTypeOf<Omit<SetiketOutputs, Streaming>>().toEqualTypeOf<Omit<Asked<Outputs>, Streaming>>();
  expectTypeOf<SetiketInputs['events']>().toEqualTypeOf<Asked<Inputs>['events']>();
  expectTypeOf<SetiketOutputs['events']>().toEqualTypeOf<Asked<Outputs>['events']>();
  expectTypeOf<SetiketInputs['waitingRoom']>().toEqualTypeOf<Asked<Inputs>['waitingRoom']>();
  expectTypeOf<SetiketOutputs['waitingRoom']>().toEqualTypeOf<Asked<Outputs>['waitingRoom']>();
});
