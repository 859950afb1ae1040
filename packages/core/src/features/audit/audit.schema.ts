import { z } from 'zod';
import { pageInput } from '../../kernel/paging.ts';

const finding = z.object({
  check: z.string(),
  subject_id: z.string().describe('Id of what does not add up'),
  expected: z.string(),
  actual: z.string(),
  sentence: z.string().describe('For whoever has to find out what happened'),
});

/** What one check found. */
export const checkResult = z.object({
  check: z.string().describe('`pool.sold`'),
  milliseconds: z.int().describe('How long it took'),
  findings: z.array(finding).describe('The first hundred'),
});

export const auditReportOutput = z
  .object({
    id: z.uuid(),
    status: z.enum(['running', 'finished', 'failed']).describe('`failed` when it could not be carried out'),
    requested_by: z.string().nullable().describe('Username; null when the account is gone'),
    requested_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable(),
    checks: z.int().describe('How many checks ran'),
    findings: z.int().describe('How many things do not add up, at most a hundred a check'),
  })
  .meta({ id: 'AuditReport' });

export type AuditReport = z.output<typeof auditReportOutput>;

export const auditReportDetailOutput = auditReportOutput
  .extend({ results: z.array(checkResult).describe('Every check; empty while it runs') })
  .meta({ id: 'AuditReportDetail' });

export const listAuditsInput = z.object(pageInput);
export const getAuditInput = z.object({ id: z.uuid() });
