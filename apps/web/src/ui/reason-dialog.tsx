import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf } from '../lib/api.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { TextArea } from './field.tsx';
import { Notice } from './notice.tsx';
import { refusalSentence, useRefusalTexts } from './refusal.ts';

type Props = {
  title: string;
  lead?: string;
  /** Of the field for the reason. */
  label: string;
  action: string;
  closeLabel: string;
  variant?: 'primary' | 'danger';
  send(reason: string): Promise<unknown>;
  onDone(): void;
  onClose(): void;
};

/** Something that is done only with a reason, which stays on record. */
export function ReasonDialog({ title, lead, label, action, closeLabel, variant, send, onDone, onClose }: Props) {
  const words = useRefusalTexts();
  const [reason, setReason] = useState('');
  const sending = useMutation({ mutationFn: () => send(reason.trim()), onSuccess: onDone });
  return (
    <Dialog title={title} isOpen onClose={onClose} closeLabel={closeLabel}>
      <div className="grid gap-4">
        {sending.isError && <Notice tone="bad">{refusalSentence(refusalOf(sending.error), words)}</Notice>}
        {lead && <p>{lead}</p>}
        <TextArea
          label={label}
          rows={3}
          maxLength={1000}
          value={reason}
          onChange={(change) => setReason(change.target.value)}
        />
        <Button
          variant={variant ?? 'primary'}
          disabled={reason.trim() === ''}
          isBusy={sending.isPending}
          onClick={() => sending.mutate()}
        >
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
