import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { teamTexts } from './team.texts.ts';

type Added = Output['organizations']['addMember'];
type Role = Added['role'];
type Props = { organization_id: string; roles: readonly Role[]; onAdded(): void };

/** Asks somebody to join, and shows who was asked and has not answered. */
export function Invitations({ organization_id: id, roles, onAdded }: Props) {
  const t = useText(teamTexts);
  const words = useRefusalTexts();
  const { moment } = useFormats();
  const queries = useQueryClient();
  const [chosen, choose] = useState<Role>('MEMBER');
  const [added, setAdded] = useState<Added>();
  const open = useQuery({
    queryKey: ['invitations', id],
    queryFn: () => api.organizations.listInvitations.query({ id, page_size: 100 }),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ['invitations', id] });
  const withdraw = useMutation({
    mutationFn: (invitation_id: string) => api.organizations.withdrawInvitation.mutate({ id, invitation_id }),
    onSettled: refresh,
  });
  return (
    <>
      {withdraw.isError && <Notice tone="bad">{refusalSentence(refusalOf(withdraw.error), words)}</Notice>}
      {open.data && open.data.items.length > 0 && (
        <div className="grid gap-1">
          <h3 className="font-bold">{t.open}</h3>
          <ul className="divide-y divide-line">
            {open.data.items.map((invitation) => (
              <li key={invitation.id} className="flex items-center justify-between gap-4 py-2">
                <span className="min-w-0">
                  <span className="block truncate font-semibold">{invitation.user_email}</span>
                  <span className="block text-sm text-muted">
                    {t.roles[invitation.role]} · {t.until(moment(invitation.expires_at))}
                  </span>
                </span>
                <button
                  type="button"
                  className="rounded-full p-3 hover:bg-sunken"
                  aria-label={t.withdraw(invitation.user_email)}
                  onClick={() => withdraw.mutate(invitation.id)}
                >
                  <X className="size-4" aria-hidden />
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {added && <Notice tone="good">{(added.invited ? t.invited : t.added)(added.user_email)}</Notice>}
      <Form
        key={added?.user_email}
        fields={['user_email', 'role']}
        action={t.invite}
        look="secondary"
        send={({ user_email = '', role = 'MEMBER' }) =>
          api.organizations.addMember.mutate({ id, user_email, role: role as Role })
        }
        onDone={(result) => {
          setAdded(result);
          void refresh();
          onAdded();
        }}
      >
        {(refusal) => (
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label={t.email}
              hint={t.emailHint}
              name="user_email"
              type="email"
              required
              autoComplete="off"
              errors={refusal?.fields.user_email}
            />
            <Select
              label={t.role}
              hint={t.roleHints[chosen]}
              name="role"
              value={chosen}
              onChange={(change) => choose(change.target.value as Role)}
              errors={refusal?.fields.role}
            >
              {roles.map((role) => (
                <option key={role} value={role}>
                  {t.roles[role]}
                </option>
              ))}
            </Select>
          </div>
        )}
      </Form>
    </>
  );
}
