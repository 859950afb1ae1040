type Shape = 'page' | 'event' | 'stubs' | 'rows';

/** The shape of a page that is still on its way, as big as what comes. */
export function PageSkeleton({ shape = 'page' }: { shape?: Shape }) {
  if (shape === 'event')
    return (
      <div className="page grid gap-x-10 gap-y-8 pt-6 lg:grid-cols-[minmax(0,1fr)_24rem]" aria-hidden>
        <div className="grid content-start gap-6">
          <div className="skeleton h-5 w-28" />
          <div className="skeleton aspect-video w-full rounded-card" />
          <div className="skeleton h-12 w-3/4" />
          <div className="grid gap-4 sm:grid-cols-2">
            <div className="skeleton h-14" />
            <div className="skeleton h-14" />
          </div>
        </div>
        <div className="skeleton h-72 rounded-card" />
      </div>
    );
  if (shape === 'stubs')
    return (
      <div className="page grid gap-8 pt-8" aria-hidden>
        <div className="skeleton h-10 w-48" />
        <div className="grid gap-4 sm:grid-cols-2">
          {[1, 2, 3, 4].map((key) => (
            <div key={key} className="skeleton h-42 rounded-card" />
          ))}
        </div>
      </div>
    );
  if (shape === 'rows')
    return (
      <div className="page grid gap-6 pt-8" aria-hidden>
        <div className="skeleton h-10 w-48" />
        <div className="grid gap-3">
          {[1, 2, 3, 4].map((key) => (
            <div key={key} className="skeleton h-21 rounded-card" />
          ))}
        </div>
      </div>
    );
  return (
    <div className="page grid gap-4 pt-10" aria-hidden>
      <div className="skeleton h-10 w-2/3" />
      <div className="skeleton h-5 w-1/2" />
      <div className="skeleton h-64 w-full rounded-card" />
    </div>
  );
}
