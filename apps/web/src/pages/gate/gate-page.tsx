import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { Field } from '../../ui/field.tsx';
import { Form, FormPage } from '../../ui/form.tsx';
import { type Device, storeDevice, storedDevice } from './device.ts';
import { gateTexts } from './gate.texts.ts';
import { Scanner } from './scanner.tsx';
import { forgetGate } from './store.ts';

/** A phone at the door: paired once, then scanning, with network and without. */
export default function GatePage() {
  const t = useText(gateTexts);
  const [device, setDevice] = useState(storedDevice);
  useTitle(t.title);
  const leave = async () => {
    await forgetGate();
    storeDevice(undefined);
    setDevice(undefined);
  };
  if (device) return <Scanner device={device} onLeave={leave} />;
  return <Pairing onPaired={setDevice} />;
}

function Pairing({ onPaired }: { onPaired(device: Device): void }) {
  const t = useText(gateTexts);
  // Behind the #, so that no server's log has the code.
  const code = useLocation({ select: ({ hash }) => hash });
  const pair = async ({ pairing_code = '' }: Record<string, string>) => {
    await forgetGate();
    return api.gates.pair.mutate({ pairing_code: pairing_code.trim() });
  };
  return (
    <FormPage title={t.pairTitle} lead={t.pairLead}>
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
