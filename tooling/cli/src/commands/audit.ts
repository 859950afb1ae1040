import { checkNames, runAudit } from '@setiket/core/features/audit';
import { openDb } from '@setiket/db';
import type { Command } from '../command.ts';
import { settingsOf } from '../settings.ts';
import { table } from '../table.ts';

export const auditCommand: Command = {
  summary: 'Prove that pools, balances, ledger, bookings and payments add up',
  usage: '[--json]',
  options: { json: { type: 'boolean', help: 'Print the findings as JSON' } },
  async run(io, values) {
    const db = openDb({ url: settingsOf(io).DATABASE_URL!, pool_size: 1 });
    try {
      const findings = await runAudit(db);
      if (values.json) io.out(JSON.stringify(findings, null, 2));
      else if (findings.length === 0) io.out(`Everything adds up: ${checkNames.length} checks, no finding.`);
      else {
        const rows = findings.map(({ check, subject_id, expected, actual }) => [check, subject_id, expected, actual]);
        for (const line of table(['check', 'subject', 'expected', 'actual'], rows)) io.out(line);
        io.out('');
        for (const { sentence } of findings) io.out(sentence);
        io.out(`\n${findings.length} ${findings.length === 1 ? 'thing does' : 'things do'} not add up.`);
      }
      return findings.length === 0 ? 0 : 1;
    } finally {
      await db.$disconnect();
    }
  },
};
