import type { scan_direction, scan_result } from '@setiket/db';

/** Somebody who passed a gate with a ticket, as it stands in the log. */
export type PassageScan = {
  id: string;
  direction: scan_direction;
  scanned_at: Date;
  /** What it has been taken for so far; null for one that has just arrived. */
  result: scan_result | null;
  /** Decides between two of the same moment; must not depend on which arrived first. */
  tie: string;
};

export type Outcome = {
  id: string;
  result: Exclude<scan_result, 'refused'>;
  /** Of a conflict: the entry that it clashes with. */
  first_id: string | undefined;
};

export type Story = {
  /** One for each passage, in the order of time. */
  outcomes: Outcome[];
  /** Where the holder is after all of it; undefined while nobody came in. */
  admission:
    | { scan_id: string; admitted_at: Date; last_entry_id: string; is_inside: boolean; entries: number; exits: number }
    | undefined;
};

/**
 * What passages of one ticket mean, told in the order of time and not of arrival: the first entry admits, an entry of
 * somebody who is inside is one too many, whoever has left may come back where that is allowed. The same passages give
 * the same story, whichever gate reports first.
 */
export function tell(passages: readonly PassageScan[], allows_reentry: boolean): Story {
  const inOrder = passages.toSorted(byTime);
  let admission: Story['admission'];
  const outcomes = inOrder.map(({ id, direction, scanned_at, result }): Outcome => {
    const done = (outcome: Outcome['result'], first_id?: string): Outcome => ({ id, result: outcome, first_id });
    if (direction === 'exit') {
      if (!admission?.is_inside) return done('unmatched');
      admission = { ...admission, is_inside: false, exits: admission.exits + 1 };
      return done('left');
    }
    if (!admission) {
      admission = { scan_id: id, admitted_at: scanned_at, last_entry_id: id, is_inside: true, entries: 1, exits: 0 };
      return done('admitted');
    }
    // Who was let back in while that was allowed stays so when it no longer is.
    const mayComeBack = allows_reentry || result === 'reentered';
    if (admission.is_inside || !mayComeBack) return done('conflict', admission.last_entry_id);
    admission = { ...admission, last_entry_id: id, is_inside: true, entries: admission.entries + 1 };
    return done('reentered');
  });
  return { outcomes, admission };
}

function byTime(a: PassageScan, b: PassageScan): number {
  return a.scanned_at.getTime() - b.scanned_at.getTime() || (a.tie < b.tie ? -1 : a.tie > b.tie ? 1 : 0);
}
