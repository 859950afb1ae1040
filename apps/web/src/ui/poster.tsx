import clsx from 'clsx';

type Props = {
  image: { url: string | null; srcset: string | null };
  title: string;
  /** How wide it is drawn, for the browser's choice of a size. */
  sizes: string;
  /** The picture that the page is about: fetched first. */
  isMain?: boolean;
  className?: string;
};

/** An event's picture in a box that is as big before it arrives as after. Without one, its title stands there. */
export function Poster({ image, title, sizes, isMain = false, className }: Props) {
  return (
    <div className={clsx('relative overflow-hidden bg-sunken', className)}>
      {image.url ? (
        <img
          src={image.url}
          srcSet={image.srcset ?? undefined}
          sizes={sizes}
          alt=""
          className="absolute inset-0 size-full object-cover"
          loading={isMain ? 'eager' : 'lazy'}
          fetchPriority={isMain ? 'high' : 'auto'}
          decoding={isMain ? 'sync' : 'async'}
        />
      ) : (
        <div
          className="absolute inset-0 grid place-items-center bg-linear-160 from-accent-soft to-sunken p-5"
          aria-hidden
        >
          <span className="line-clamp-4 text-center font-display text-2xl font-extrabold text-accent">{title}</span>
        </div>
      )}
    </div>
  );
}
