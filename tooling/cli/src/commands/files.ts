import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { checkEnvExample, writeEnvExample } from '@setiket/checks/env-example';
import type { Command } from '../command.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const check = { type: 'boolean', help: 'Write nothing; fail when the file is not what it should be' } as const;

export const openapiCommand: Command = {
  summary: 'Write the OpenAPI document',
  usage: '[--check]',
  options: { check },
  async run(_io, values) {
    const writer = join(ROOT, 'apps/api/src/openapi/write.ts');
    const args = [...process.execArgv, writer, ...(values.check ? ['--check'] : [])];
    const [code] = (await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')) as [number | null];
    return code ?? 1;
  },
};

export const envExampleCommand: Command = {
  summary: 'Write .env.example from the schema of the environment',
  usage: '[--check]',
  options: { check },
  async run(io, values) {
    if (!values.check) {
      writeEnvExample();
      io.out('Wrote .env.example');
      return 0;
    }
    const offences = checkEnvExample();
    for (const { file, message } of offences) io.err(`${file} ${message}`);
    return offences.length === 0 ? 0 : 1;
  },
};
