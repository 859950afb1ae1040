import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toDataURL } from 'qrcode';
import { useState } from 'react';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { type Texts, useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { Conflicts } from './conflicts.tsx';
import { GateDevices } from './gate-devices.tsx';

type GateTexts = {
  title: string;
  lead: string;
  name: string;
  add: string;
  device: string;
  addDevice: string;
  pairTitle: string;
  pairLead: string;
  qr: string;
  close: string;
  devices: (count: string) => string;
  inside: string;
  admitted: string;
};

const texts: Texts<GateTexts> = {
  en: {
    title: 'Gates',
    lead: 'Every phone becomes a gate: add one, and open the pairing code on it. It works without network too.',
    name: 'Name of the gate',
    add: 'Add gate',
    device: 'Device',
    addDevice: 'Pair a device',
    pairTitle: 'Pairing code',
    pairLead: 'Read this with the camera of the phone that becomes the gate. It can be used once.',
    qr: 'QR code with the address for pairing',
    close: 'Close',
    devices: (count) => `Devices: ${count}`,
    inside: 'inside now',
    admitted: 'admitted',
  },
  id: {
    title: 'Gerbang',
    lead: 'Tiap ponsel bisa jadi gerbang: tambahkan, lalu buka kodenya di ponsel itu. Bisa tanpa jaringan juga.',
    name: 'Nama gerbang',
    add: 'Tambah gerbang',
    device: 'Perangkat',
    addDevice: 'Pasangkan perangkat',
    pairTitle: 'Kode pasangan',
    pairLead: 'Pindai dengan kamera ponsel yang jadi gerbang. Hanya berlaku sekali.',
    qr: 'Kode QR berisi alamat untuk memasangkan',
    close: 'Tutup',
    devices: (count) => `Perangkat: ${count}`,
    inside: 'sedang di dalam',
    admitted: 'sudah masuk',
  },
};

type Pairing = Output['gates']['addDevice'] & { picture: string };

/** Where guests get in: gates, the devices that are paired with them, and who is inside. */
export default function Gates({ event_id }: { event_id: string }) {
  const t = useText(texts);
  const words = useRefusalTexts();
  const { number } = useFormats();
  const queries = useQueryClient();
  const [pairing, setPairing] = useState<Pairing>();
  const gates = useQuery({ queryKey: ['gates', event_id], queryFn: () => api.gates.list.query({ id: event_id }) });
  const stats = useQuery({
    queryKey: ['gate-stats', event_id],
    queryFn: () => api.scan.stats.query({ event_id }),
    refetchInterval: 5_000,
  });
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['gate-devices', event_id] });
    return queries.invalidateQueries({ queryKey: ['gates', event_id] });
  };
  const addDevice = useMutation({
    mutationFn: async ({ id, devices }: { id: string; devices: number }) => {
      const made = await api.gates.addDevice.mutate({ id, name: `${t.device} ${devices + 1}` });
      const address = `${location.origin}/gate#${made.pairing_code}`;
      return { ...made, picture: await toDataURL(address, { margin: 2, scale: 8 }) };
    },
    onSuccess: (made) => {
      setPairing(made);
      void refresh();
    },
  });
  return (
    <section className="grid gap-4" aria-labelledby="gates">
      <h2 id="gates" className="text-xl font-extrabold">
        {t.title}
      </h2>
      <p className="max-w-prose text-muted">{t.lead}</p>
      {stats.data && (
        <p className="flex flex-wrap gap-x-8 gap-y-1 rounded-card bg-sunken px-5 py-4">
          <span>
            <strong className="text-2xl tabular-nums">{number(stats.data.inside_now)}</strong> {t.inside}
          </span>
          <span>
            <strong className="text-2xl tabular-nums">
              {number(stats.data.admitted)} / {number(stats.data.expected)}
            </strong>{' '}
            {t.admitted}
          </span>
        </p>
      )}
      {addDevice.isError && <Notice tone="bad">{refusalSentence(refusalOf(addDevice.error), words)}</Notice>}
      <ul className="divide-y divide-line">
        {gates.data?.items.map((gate) => (
          <li key={gate.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <span>
              <span className="block font-bold">{gate.name}</span>
              <span className="block text-sm text-muted">{t.devices(number(gate.devices))}</span>
            </span>
            {gate.is_open && (
              <Button
                variant="secondary"
                size="small"
                isBusy={addDevice.isPending && addDevice.variables.id === gate.id}
                onClick={() => addDevice.mutate(gate)}
              >
                {t.addDevice}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Form
        key={gates.data?.total}
        fields={['name']}
        action={t.add}
        send={({ name = '' }) => api.gates.create.mutate({ id: event_id, name })}
        onDone={refresh}
      >
        {(refusal) => <Field label={t.name} name="name" required maxLength={100} errors={refusal?.fields.name} />}
      </Form>
      <GateDevices event_id={event_id} />
      <Conflicts event_id={event_id} />
      <Dialog
        title={t.pairTitle}
        isOpen={pairing !== undefined}
        onClose={() => setPairing(undefined)}
        closeLabel={t.close}
      >
        {pairing && (
          <div className="grid justify-items-center gap-4 text-center">
            <p className="text-muted">{t.pairLead}</p>
            <img src={pairing.picture} alt={t.qr} className="size-64 rounded-2xl bg-white" />
            <p className="font-mono text-2xl font-bold tracking-widest">{pairing.pairing_code}</p>
          </div>
        )}
      </Dialog>
    </section>
  );
}
