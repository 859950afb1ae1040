type Bar = { key: string; label: string; value: number };

type Props = {
  /** What the bars show, for who cannot see them. */
  caption: string;
  /** Heads of the two columns of the table that says the same. */
  columns: readonly [string, string];
  bars: readonly Bar[];
  format(value: number): string;
};

const HEIGHT = 100;
const SLOT = 10;
const WIDTH = 7.5;
/** Bars as wide as a hand are no chart: a few days keep the shape of many. */
const FEWEST_SLOTS = 14;

/** Upright bars along time. The same stands in a table for screen readers, to whom the drawing says nothing. */
export function Bars({ caption, columns, bars, format }: Props) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const slots = Math.max(FEWEST_SLOTS, bars.length);
  return (
    <figure className="grid gap-2">
      <div aria-hidden className="grid gap-2">
        <p className="text-sm text-muted tabular-nums">{format(most)}</p>
        <svg viewBox={`0 0 ${slots * SLOT} ${HEIGHT}`} preserveAspectRatio="none" className="h-40 w-full">
          <title>{caption}</title>
          <line x1="0" x2={slots * SLOT} y1="0.5" y2="0.5" className="stroke-line" strokeDasharray="2 2" />
          {bars.map(({ key, label, value }, index) => {
            const height = value === 0 ? 0 : Math.max(2, (value / most) * HEIGHT);
            return (
              <rect
                key={key}
                x={index * SLOT + (SLOT - WIDTH) / 2}
                y={HEIGHT - height}
                width={WIDTH}
                height={height}
                className="fill-accent"
              >
                <title>{`${label}: ${format(value)}`}</title>
              </rect>
            );
          })}
          <line x1="0" x2={slots * SLOT} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className="stroke-strong-line" />
        </svg>
        <p className="flex justify-between text-sm text-muted">
          <span>{bars[0]?.label}</span>
          {bars.length > 1 && bars.length === slots && <span>{bars.at(-1)?.label}</span>}
        </p>
      </div>
      <figcaption className="sr-only">{caption}</figcaption>
      <table className="sr-only">
        <thead>
          <tr>
            <th scope="col">{columns[0]}</th>
            <th scope="col">{columns[1]}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ key, label, value }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>{format(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
