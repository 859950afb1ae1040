import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { type Texts, useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';

type Device = Output['gates']['listDevices']['items'][number];

type DeviceTexts = {
  title: string;
  lead: string;
  seen: (moment: string) => string;
  states: Record<Device['status'], string>;
  revoke: string;
  revokeDevice: (name: string) => string;
  ask: string;
  close: string;
};

const texts: Texts<DeviceTexts> = {
  en: {
    title: 'Devices',
    lead: 'Revoke a phone that was lost or is no longer needed: it can’t scan any more from that moment on.',
    seen: (moment) => `last seen ${moment}`,
    states: { waiting: 'Waiting to be paired', expired: 'Code expired', paired: 'Paired', revoked: 'Revoked' },
    revoke: 'Revoke',
    revokeDevice: (name) => `Revoke ${name}`,
    ask: 'The device stops scanning. To use it again, pair it with a new code.',
    close: 'Close',
  },
  id: {
    title: 'Perangkat',
    lead: 'Cabut ponsel yang hilang atau tidak dipakai lagi: sejak itu ponselnya tidak bisa memindai.',
    seen: (moment) => `terakhir terlihat ${moment}`,
    states: { waiting: 'Menunggu dipasangkan', expired: 'Kode kedaluwarsa', paired: 'Terpasang', revoked: 'Dicabut' },
    revoke: 'Cabut',
    revokeDevice: (name) => `Cabut ${name}`,
    ask: 'Perangkat ini berhenti memindai. Untuk memakainya lagi, pasangkan dengan kode baru.',
    close: 'Tutup',
  },
};

const TONES = { waiting: 'warn', expired: 'plain', paired: 'good', revoked: 'plain' } as const;

/** The devices at the gates of an event, each of which can be revoked. */
export function GateDevices({ event_id }: { event_id: string }) {
  const t = useText(texts);
  const words = useRefusalTexts();
  const { moment } = useFormats();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Device>();
  const devices = useQuery({
    queryKey: ['gate-devices', event_id],
    queryFn: () => api.gates.listDevices.query({ id: event_id, page_size: 100 }),
    refetchInterval: 10_000,
  });
  const revoke = useMutation({
    mutationFn: ({ id }: Device) => api.gates.revokeDevice.mutate({ id }),
    onSuccess: () => {
      setAsked(undefined);
      void queries.invalidateQueries({ queryKey: ['gate-devices', event_id] });
      void queries.invalidateQueries({ queryKey: ['gates', event_id] });
    },
  });
  if (!devices.data || devices.data.items.length === 0) return null;
  return (
    <div className="grid gap-2">
      <h3 className="font-bold">{t.title}</h3>
      <p className="max-w-prose text-sm text-muted">{t.lead}</p>
      <ul className="divide-y divide-line">
        {devices.data.items.map((device) => (
          <li key={device.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <div className="min-w-0">
              <p className="truncate font-semibold">{device.name}</p>
              <p className="text-sm text-muted">
                {device.gate}
                {device.last_seen_at && ` · ${t.seen(moment(device.last_seen_at))}`}
              </p>
            </div>
            <div className="flex items-center gap-3">
              <Badge tone={TONES[device.status]}>{t.states[device.status]}</Badge>
              {(device.status === 'paired' || device.status === 'waiting') && (
                <Button
                  variant="secondary"
                  size="small"
                  aria-label={t.revokeDevice(device.name)}
                  onClick={() => setAsked(device)}
                >
                  {t.revoke}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <Dialog
        title={asked ? t.revokeDevice(asked.name) : ''}
        isOpen={asked !== undefined}
        onClose={() => {
          setAsked(undefined);
          revoke.reset();
        }}
        closeLabel={t.close}
      >
        <div className="grid gap-4">
          {revoke.isError && <Notice tone="bad">{refusalSentence(refusalOf(revoke.error), words)}</Notice>}
          <p>{t.ask}</p>
          <Button variant="danger" isBusy={revoke.isPending} onClick={() => asked && revoke.mutate(asked)}>
            {t.revoke}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
