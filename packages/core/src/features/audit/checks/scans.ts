import { Prisma } from '@setiket/db';
import type { Check } from './check.ts';

/** Regular passages, by ticket: irregular ones (with a reason) change no ticket. */
const PASSAGES = Prisma.sql`
  WITH passages AS (
    SELECT ticket_id,
      count(*) FILTER (WHERE result = 'admitted') AS admissions,
      count(*) FILTER (WHERE result IN ('admitted', 'reentered')) AS entries,
      count(*) FILTER (WHERE result = 'left') AS exits,
      min(scanned_at) FILTER (WHERE result = 'admitted') AS admitted_at
    FROM scans WHERE result <> 'refused' AND reason IS NULL AND undone_at IS NULL GROUP BY 1
  )`;

export const scanChecks: Check[] = [
  {
    name: 'scan.one_admission',
    query: Prisma.sql`${PASSAGES}
      SELECT t.id::text AS subject_id, CASE WHEN t.status = 'used' THEN 1 ELSE 0 END::text AS expected,
        coalesce(p.admissions, 0)::text AS actual
      FROM tickets t LEFT JOIN passages p ON p.ticket_id = t.id
      WHERE coalesce(p.admissions, 0) <> CASE WHEN t.status = 'used' THEN 1 ELSE 0 END`,
    sentence: ({ subject_id, expected, actual }) =>
      `Ticket ${subject_id} was admitted ${actual} times; in its state it should be ${expected}.`,
  },
  {
    name: 'scan.used_at',
    query: Prisma.sql`${PASSAGES}
      SELECT t.id::text AS subject_id, p.admitted_at::text AS expected, t.used_at::text AS actual
      FROM tickets t JOIN passages p ON p.ticket_id = t.id
      WHERE t.status = 'used' AND p.admitted_at IS NOT NULL AND t.used_at <> p.admitted_at`,
    sentence: ({ subject_id, expected, actual }) =>
      `Ticket ${subject_id} says that it was used ${actual}; its admission was ${expected}.`,
  },
  {
    name: 'scan.inside',
    query: Prisma.sql`${PASSAGES}
      SELECT coalesce(p.ticket_id, a.ticket_id)::text AS subject_id,
        coalesce(p.entries, 0) || ' in, ' || coalesce(p.exits, 0) || ' out' AS expected,
        coalesce(a.entries, 0) || ' in, ' || coalesce(a.exits, 0) || ' out' AS actual
      FROM passages p FULL JOIN admissions a ON a.ticket_id = p.ticket_id
      WHERE coalesce(p.entries, 0) <> coalesce(a.entries, 0) OR coalesce(p.exits, 0) <> coalesce(a.exits, 0)
        OR a.is_inside <> (a.entries - a.exits = 1)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Of ticket ${subject_id} we count ${actual}; its scans make ${expected}.`,
  },
  {
    name: 'scan.conflict',
    query: Prisma.sql`
      SELECT coalesce(s.id, c.scan_id)::text AS subject_id,
        CASE WHEN s.id IS NULL THEN 'none' ELSE 'one' END AS expected,
        CASE WHEN c.scan_id IS NULL THEN 'none' ELSE 'one' END AS actual
      FROM (SELECT id FROM scans WHERE result = 'conflict' AND undone_at IS NULL) s
        FULL JOIN (
          SELECT c.scan_id FROM scan_conflicts c JOIN scans s ON s.id = c.scan_id
          WHERE c.resolved_at IS NULL AND s.undone_at IS NULL
        ) c ON c.scan_id = s.id
      WHERE (s.id IS NULL OR c.scan_id IS NULL)
        AND NOT EXISTS (SELECT 1 FROM scan_conflicts r WHERE r.scan_id = s.id AND r.resolved_at IS NOT NULL)`,
    sentence: ({ subject_id, expected, actual }) =>
      `Scan ${subject_id} has ${actual} entry in the list of conflicts; it should have ${expected}.`,
  },
  {
    name: 'scan.conflict_reason',
    query: Prisma.sql`
      SELECT c.scan_id::text AS subject_id, coalesce(s.reason, 'already_used') AS expected, c.reason AS actual
      FROM scan_conflicts c JOIN scans s ON s.id = c.scan_id
      WHERE s.result = 'conflict' AND c.reason <> coalesce(s.reason, 'already_used')`,
    sentence: ({ subject_id, expected, actual }) =>
      `The conflict of scan ${subject_id} says ${actual}; its scan says ${expected}.`,
  },
];
