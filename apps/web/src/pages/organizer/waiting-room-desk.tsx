import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { type Texts, useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import type { EditedEvent } from './event-editor-page.tsx';

type DeskTexts = {
  title: string;
  lead: string;
  on: string;
  off: string;
  opens: string;
  opensHint: string;
  opened: (moment: string) => string;
  ceiling: string;
  ceilingHint: string;
  switchOn: string;
  save: string;
  switchOff: string;
  waiting: string;
  admitted: string;
  mayBuy: string;
  pace: string;
  placesLeft: string;
  drawn: (count: string) => string;
};

const texts: Texts<DeskTexts> = {
  en: {
    title: 'Waiting room',
    lead: 'For events that many want at the same moment. Whoever comes before the doors open is drawn by lot, later ones queue behind, and as many are let in as the sale bears.',
    on: 'On',
    off: 'Off',
    opens: 'Doors open',
    opensHint: 'In the event’s time zone. Empty: when the first ticket type goes on sale.',
    opened: (moment) => `The doors have been open since ${moment}.`,
    ceiling: 'At most a minute',
    ceilingHint: 'How many are let in. Empty: as many as the sale bears.',
    switchOn: 'Switch on',
    save: 'Save',
    switchOff: 'Switch off',
    waiting: 'waiting',
    admitted: 'let in so far',
    mayBuy: 'may buy now',
    pace: 'let in a minute',
    placesLeft: 'places left',
    drawn: (count) => `Drawn by lot: ${count}. Seed of the draw:`,
  },
  id: {
    title: 'Ruang tunggu',
    lead: 'Untuk acara yang diburu banyak orang pada saat yang sama. Yang datang sebelum pintu dibuka diundi, yang datang kemudian antre di belakang, dan yang masuk sebanyak yang sanggup dilayani.',
    on: 'Aktif',
    off: 'Mati',
    opens: 'Pintu dibuka',
    opensHint: 'Menurut zona waktu acara. Kosong: saat jenis tiket pertama mulai dijual.',
    opened: (moment) => `Pintu sudah dibuka sejak ${moment}.`,
    ceiling: 'Paling banyak per menit',
    ceilingHint: 'Berapa orang yang masuk. Kosong: sebanyak yang sanggup dilayani.',
    switchOn: 'Aktifkan',
    save: 'Simpan',
    switchOff: 'Matikan',
    waiting: 'menunggu',
    admitted: 'sudah masuk',
    mayBuy: 'boleh membeli sekarang',
    pace: 'masuk per menit',
    placesLeft: 'tempat tersisa',
    drawn: (count) => `Diundi: ${count}. Benih undian:`,
  },
};

type Settings = Output['waitingRoom']['settings'];

/** What a `datetime-local` field takes, in the event's time zone. */
function wallClock(instant: string | null, timeZone: string): string {
  if (instant === null) return '';
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(new Date(instant)).replace(' ', 'T');
}

/** Switches an event's waiting room on and off, and shows how it goes. */
export default function WaitingRoomDesk({ event, onChanged }: { event: EditedEvent; onChanged(): void }) {
  const t = useText(texts);
  const words = useRefusalTexts();
  const { moment } = useFormats();
  const queries = useQueryClient();
  const queryKey = ['waiting-room', event.id];
  const settings = useQuery({
    queryKey,
    queryFn: () => api.waitingRoom.settings.query({ id: event.id }),
    refetchInterval: ({ state }) => (state.data?.is_on ? 2_000 : false),
  });
  const refresh = () => {
    void queries.invalidateQueries({ queryKey });
    onChanged();
  };
  const close = useMutation({ mutationFn: () => api.waitingRoom.close.mutate({ id: event.id }), onSuccess: refresh });
  if (settings.isLoadingError) return <Failure error={settings.error} retry={() => settings.refetch()} />;
  if (!settings.data) return <div className="skeleton h-40 rounded-card" />;
  const { is_on, opens_at, max_per_minute, drawn_at } = settings.data;
  return (
    <section className="grid gap-4" aria-labelledby="waiting-room">
      <h2 id="waiting-room" className="flex items-center gap-3 text-xl font-extrabold">
        {t.title} <Badge tone={is_on ? 'good' : 'plain'}>{is_on ? t.on : t.off}</Badge>
      </h2>
      <p className="max-w-prose text-muted">{t.lead}</p>
      {is_on && <Figures settings={settings.data} />}
      {drawn_at !== null && opens_at !== null && <p className="text-sm text-muted">{t.opened(moment(opens_at))}</p>}
      <Form
        key={`${is_on} ${drawn_at}`}
        fields={['opens_at', 'max_per_minute']}
        action={is_on ? t.save : t.switchOn}
        look="secondary"
        send={({ opens_at: opens = '', max_per_minute: most = '' }) =>
          api.waitingRoom.change.mutate({
            id: event.id,
            opens_at: opens === '' ? null : opens,
            max_per_minute: most === '' ? null : Number(most),
          })
        }
        onDone={refresh}
      >
        {(refusal) => (
          <div className="grid gap-4 sm:grid-cols-2">
            {drawn_at === null && (
              <Field
                label={t.opens}
                hint={t.opensHint}
                name="opens_at"
                type="datetime-local"
                defaultValue={wallClock(opens_at, event.timezone)}
                errors={refusal?.fields.opens_at}
              />
            )}
            <Field
              label={t.ceiling}
              hint={t.ceilingHint}
              name="max_per_minute"
              type="number"
              min={1}
              max={100_000}
              defaultValue={max_per_minute ?? ''}
              errors={refusal?.fields.max_per_minute}
            />
          </div>
        )}
      </Form>
      {close.isError && <Notice tone="bad">{refusalSentence(refusalOf(close.error), words)}</Notice>}
      {is_on && (
        <Button variant="danger" className="justify-self-start" isBusy={close.isPending} onClick={() => close.mutate()}>
          {t.switchOff}
        </Button>
      )}
    </section>
  );
}

function Figures({ settings }: { settings: Settings }) {
  const t = useText(texts);
  const { number } = useFormats();
  const figures = [
    [t.waiting, settings.waiting],
    [t.admitted, settings.admitted],
    [t.mayBuy, settings.may_buy],
    [t.pace, settings.admitted_per_minute],
    ...(settings.places_left === null ? [] : [[t.placesLeft, settings.places_left] as const]),
  ] as const;
  return (
    <div className="grid gap-2 rounded-card bg-sunken px-5 py-4">
      <ul className="flex flex-wrap gap-x-8 gap-y-1">
        {figures.map(([name, value]) => (
          <li key={name}>
            <strong className="text-2xl tabular-nums">{number(value)}</strong> {name}
          </li>
        ))}
      </ul>
      {settings.seed !== null && settings.drawn > 0 && (
        <p className="text-sm break-all text-muted">
          {t.drawn(number(settings.drawn))} <code>{settings.seed}</code>
        </p>
      )}
    </div>
  );
}
