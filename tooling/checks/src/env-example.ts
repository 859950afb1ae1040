import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { envSchema } from '@setiket/core/env';
import { z } from 'zod';
import { type Offence, ROOT } from './project.ts';

const FILE = '.env.example';

const HEAD = `# Every setting of Setiket, with its default. Generated from packages/core/src/env.ts by "pnpm generate"; edit there.
# "npm start" needs none of them: what is not set is started or made up on this machine.
`;

/** Text of .env.example: one setting a line, required ones empty, those with a default commented out. */
export function envExample(): string {
  const { properties = {}, required = [] } = z.toJSONSchema(envSchema, { io: 'input', unrepresentable: 'any' });
  const entries = Object.entries(properties).map(([name, property]) => {
    const { description, default: preset, enum: choices } = property as z.core.JSONSchema.BaseSchema;
    const told = [description, choices && `one of ${choices.join(', ')}`].filter(Boolean).join('; ');
    const comment = told ? `# ${told}\n` : '';
    return required.includes(name) ? `${comment}${name}=` : `${comment}# ${name}=${preset ?? ''}`;
  });
  return `${HEAD}\n${entries.join('\n\n')}\n`;
}

export function writeEnvExample(): void {
  writeFileSync(join(ROOT, FILE), envExample());
}

export function checkEnvExample(): Offence[] {
  const file = join(ROOT, FILE);
  const is_current = existsSync(file) && readFileSync(file, 'utf8') === envExample();
  return is_current ? [] : [{ file: FILE, line: 1, message: 'is not what the schema says; run "pnpm generate"' }];
}

if (import.meta.main) writeEnvExample();
