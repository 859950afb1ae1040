/*
 * How many are admitted, decided with the arguments alone: additive increase while purchases are quick, halving when they
 * are not, as TCP finds what a line bears. No figure of a machine has to be known beforehand.
 */

/** Admissions a second that a new waiting room begins with. */
export const FIRST_RATE = 5;
/** Never slower: somebody has to try whether purchases are quick again. */
const LEAST_RATE = 0.5;
const MOST_RATE = 500;
/** Admissions a second that are added with each second that goes well. */
const STEP = 1;
/** A purchase at the 95th percentile may take so long. */
const TARGET_MS = 500;
/** After a halving, those who were admitted before it are still buying: their slowness is no news. */
const REST_SECONDS = 5;

export type Rate = {
  /** Admissions a second. */
  rate: number;
  /** Since the last halving; Infinity when there was none. */
  seconds_since_slowed: number;
};

export type Measured = {
  /** Of the purchases of the last seconds, in the process where they took longest; undefined when nobody bought. */
  p95_ms: number | undefined;
  elapsed_seconds: number;
  /** Whether the rate was what held people back; else nothing was learnt from it. */
  was_limiting: boolean;
};

/** The rate for the next tick. */
export function nextRate(
  { rate, seconds_since_slowed }: Rate,
  { p95_ms, elapsed_seconds, was_limiting }: Measured,
): { rate: number; is_slowed: boolean } {
  if (p95_ms !== undefined && p95_ms > TARGET_MS) {
    if (seconds_since_slowed < REST_SECONDS) return { rate, is_slowed: false };
    return { rate: Math.max(LEAST_RATE, rate / 2), is_slowed: true };
  }
  if (!was_limiting) return { rate, is_slowed: false };
  return { rate: Math.min(MOST_RATE, rate + STEP * elapsed_seconds), is_slowed: false };
}

/** How many admissions there may be for each place that is left: not everybody who is let in buys. */
const ADMISSIONS_PER_PLACE = 3;
/** What was missed while nobody led is not made up for at once. */
const LONGEST_TICK_SECONDS = 3;

export type Demand = {
  rate: number;
  /** Part of an admission that is left over from the last tick. */
  credit: number;
  elapsed_seconds: number;
  waiting: number;
  /** Admitted, and may still buy. */
  outstanding: number;
  /** Undefined while no ticket type is on sale. */
  places_left: number | undefined;
  admitted_last_minute: number;
  max_per_minute: number | null;
};

/** How many are admitted now, and what is carried over to the next tick. */
export function admissionsNow(demand: Demand): { count: number; credit: number; was_limiting: boolean } {
  const { rate, max_per_minute, elapsed_seconds, waiting } = demand;
  const pace = max_per_minute === null ? rate : Math.min(rate, max_per_minute / 60);
  const due = demand.credit + pace * Math.min(elapsed_seconds, LONGEST_TICK_SECONDS);
  const stock = Math.max(0, ADMISSIONS_PER_PLACE * (demand.places_left ?? 0) - demand.outstanding);
  const ceiling = max_per_minute === null ? waiting : Math.max(0, max_per_minute - demand.admitted_last_minute);
  // Ten tenths are one, whatever floats say.
  const whole = Math.floor(due + 1e-9);
  const count = Math.min(whole, waiting, stock, ceiling);
  // What an organizer's ceiling holds back says nothing about what the sale could take.
  const was_limiting = pace === rate && count === whole && waiting > count;
  // Nobody saves up: whoever could not use their share has at most one admission in hand for the next tick.
  return { count, credit: Math.min(Math.max(0, due - count), 1), was_limiting };
}
