import { useMutation } from '@tanstack/react-query';
import { ImageUp } from 'lucide-react';
import { type ChangeEvent, useId } from 'react';
import { api, refusalOf } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Poster } from '../../ui/poster.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { changesTexts } from './changes.texts.ts';
import type { EditedEvent } from './event-editor-page.tsx';
import { organizerTexts } from './organizer.texts.ts';

/** Shows the event's picture as visitors see it, and takes another one. */
export function PosterUpload({ event, onChanged }: { event: EditedEvent; onChanged(): void }) {
  const t = useText(organizerTexts);
  const changes = useText(changesTexts);
  const words = useRefusalTexts();
  const id = useId();
  const upload = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.set('id', event.id);
      form.set('image', file);
      return api.events.update.mutate(form);
    },
    onSuccess: onChanged,
  });
  const choose = (change: ChangeEvent<HTMLInputElement>) => {
    const file = change.target.files?.[0];
    if (file) upload.mutate(file);
  };
  return (
    <section className="grid gap-3" aria-labelledby="poster">
      <h2 id="poster" className="text-xl font-extrabold">
        {t.poster}
      </h2>
      {upload.isPending && <Notice>{t.uploading}</Notice>}
      {upload.isSuccess && <Notice tone="good">{upload.data.pending_revision ? changes.waits : t.saved}</Notice>}
      {upload.isError && <Notice tone="bad">{refusalSentence(refusalOf(upload.error), words)}</Notice>}
      <Poster
        image={{ url: event.image_url, srcset: event.image_srcset }}
        title={event.title}
        sizes="(min-width: 48rem) 46rem, 100vw"
        className="aspect-video rounded-card border border-line"
      />
      <div className="flex flex-wrap items-center gap-4">
        <label
          htmlFor={id}
          className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-full border border-strong-line bg-card px-5 font-semibold hover:bg-sunken has-focus-visible:outline-3"
        >
          <ImageUp className="size-4" aria-hidden /> {t.upload}
          <input
            id={id}
            type="file"
            accept="image/jpeg,image/png,image/webp"
            className="sr-only"
            onChange={choose}
            disabled={upload.isPending}
          />
        </label>
        <p className="text-sm text-muted">{t.posterHint}</p>
      </div>
    </section>
  );
}
