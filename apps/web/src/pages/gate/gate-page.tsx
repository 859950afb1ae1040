import { useLocation } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { Field } from '../../ui/field.tsx';
import { Form, FormPage } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type Device, lastEventId, storeDevice, storedDevice } from './device.ts';
import { gateTexts } from './gate.texts.ts';
import { Scanner } from './scanner.tsx';
import { forgetGate } from './store.ts';

/** A phone at the door: paired once, then scanning, with network and without. */
export default function GatePage() {
  const t = useText(gateTexts);
  const [device, setDevice] = useState(storedDevice);
  const [isUnpaired, setUnpaired] = useState(false);
  useTitle(t.title);
  const leave = async () => {
    await forgetGate();
    storeDevice(undefined);
    setDevice(undefined);
  };
  // The token is worth nothing any more; what was not handed in yet stays for the next pairing.
  const unpair = useCallback(() => {
    storeDevice(undefined);
    setUnpaired(true);
    setDevice(undefined);
  }, []);
  if (device) return <Scanner device={device} onLeave={leave} onUnpaired={unpair} />;
  return <Pairing isUnpaired={isUnpaired} onPaired={setDevice} />;
}

function Pairing({ isUnpaired, onPaired }: { isUnpaired: boolean; onPaired(device: Device): void }) {
  const t = useText(gateTexts);
  // Behind the #, so that no server's log has the code.
  const code = useLocation({ select: ({ hash }) => hash });
  const pair = async ({ pairing_code = '' }: Record<string, string>) => {
    const paired = await api.gates.pair.mutate({ pairing_code: pairing_code.trim() });
    if (paired.event_id !== lastEventId()) await forgetGate();
    return paired;
  };
  return (
    <FormPage title={t.pairTitle} lead={t.pairLead}>
      {isUnpaired && <Notice tone="bad">{t.unpaired}</Notice>}
      <Form
        fields={['pairing_code', 'code']}
        action={t.pair}
        send={pair}
        onDone={({ token, device: { name, gate }, event_id, event, qr_public_key, snapshot_public_key }) => {
          const device = { token, name, gate, event_id, event, qr_public_key, snapshot_public_key };
          storeDevice(device);
          onPaired(device);
        }}
      >
        {(refusal) => (
          <Field
            label={t.pairingCode}
            name="pairing_code"
            required
            defaultValue={code}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            errors={refusal?.fields.pairing_code ?? refusal?.fields.code}
          />
        )}
      </Form>
    </FormPage>
  );
}
