import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PassageScan, tell } from './timeline.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 18, minute));

/** `A0+` is gate A's entry in minute 0, `B7-` an exit at gate B in minute 7. */
function passages(text: string): PassageScan[] {
  return text.split(' ').map((name) => {
    const [, gate, minute, sign] = /^(\w)(\d+)([+-])$/.exec(name)!;
    const direction = sign === '+' ? 'entry' : 'exit';
    return { id: name, direction, scanned_at: at(Number(minute)), result: null, tie: gate! };
  });
}

const story = (text: string, allows_reentry: boolean) =>
  tell(passages(text), allows_reentry).outcomes.map(({ id, result, first_id }) =>
    first_id ? `${id} ${result} with ${first_id}` : `${id} ${result}`,
  );

describe('one ticket’s story', () => {
  test.each<[string, boolean, string[]]>([
    ['A0+', false, ['A0+ admitted']],
    ['A0+ B5+', false, ['A0+ admitted', 'B5+ conflict with A0+']],
    ['C9+ B5+ A0+', false, ['A0+ admitted', 'B5+ conflict with A0+', 'C9+ conflict with A0+']],
    ['B3+ A3+', false, ['A3+ admitted', 'B3+ conflict with A3+']],
    ['A0+ A5- B9+', false, ['A0+ admitted', 'A5- left', 'B9+ conflict with A0+']],
    ['A0+ A5- B9+', true, ['A0+ admitted', 'A5- left', 'B9+ reentered']],
    ['A0+ A5- B9+ C9+', true, ['A0+ admitted', 'A5- left', 'B9+ reentered', 'C9+ conflict with B9+']],
    ['A5- A9-', true, ['A5- unmatched', 'A9- unmatched']],
    ['A5- A7+ A9-', true, ['A5- unmatched', 'A7+ admitted', 'A9- left']],
  ])('%s, re-entry %s', (text, allows_reentry, told) => {
    expect(story(text, allows_reentry)).toEqual(told);
  });

  test('who was let back in while that was allowed stays so', () => {
    const [first, exit, back] = passages('A0+ A5- B9+');
    expect(
      tell([first!, exit!, { ...back!, result: 'reentered' }], false).outcomes.map(({ result }) => result),
    ).toEqual(['admitted', 'left', 'reentered']);
  });
});

const anyPassages = fc.uniqueArray(
  fc.record({ gate: fc.constantFrom('A', 'B', 'C'), minute: fc.nat(8), sign: fc.constantFrom('+', '-') }),
  { selector: ({ gate, minute, sign }) => `${gate}${minute}${sign}`, minLength: 1, maxLength: 12 },
);

test('does not depend on the order of arrival', () => {
  fc.assert(
    fc.property(anyPassages, fc.boolean(), fc.gen(), (drawn, allows_reentry, draw) => {
      const text = drawn.map(({ gate, minute, sign }) => `${gate}${minute}${sign}`);
      const scans = passages(text.join(' ')).map((scan) => ({ ...scan, tie: scan.id }));
      const shuffled = draw(fc.shuffledSubarray, scans, { minLength: scans.length });
      expect(tell(shuffled, allows_reentry)).toEqual(tell(scans, allows_reentry));
    }),
  );
});

test('nobody is inside twice, and entries and exits add up', () => {
  fc.assert(
    fc.property(anyPassages, fc.boolean(), (drawn, allows_reentry) => {
      const scans = passages(drawn.map(({ gate, minute, sign }) => `${gate}${minute}${sign}`).join(' '));
      const { outcomes, admission } = tell(scans, allows_reentry);
      const count = (...results: string[]) => outcomes.filter(({ result }) => results.includes(result)).length;
      expect(outcomes).toHaveLength(scans.length);
      expect(count('admitted')).toBe(scans.some(({ direction }) => direction === 'entry') ? 1 : 0);
      expect(admission?.entries ?? 0).toBe(count('admitted', 'reentered'));
      expect(admission?.exits ?? 0).toBe(count('left'));
      expect(admission?.is_inside ?? false).toBe(count('admitted', 'reentered') - count('left') === 1);
    }),
  );
});
