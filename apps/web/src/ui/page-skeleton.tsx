/** The shape of a page that is still on its way. */
export function PageSkeleton() {
  return (
    <div className="page grid gap-4 pt-10" aria-hidden>
      <div className="skeleton h-10 w-2/3" />
      <div className="skeleton h-5 w-1/2" />
      <div className="skeleton h-64 w-full rounded-card" />
    </div>
  );
}
