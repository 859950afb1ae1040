import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { UserMinus } from 'lucide-react';
import { useState } from 'react';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/locale.tsx';
import { type Account, accountQuery } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { Invitations } from './invitations.tsx';
import { teamTexts } from './team.texts.ts';

type Organization = Output['organizations']['list']['items'][number];
type Member = Output['organizations']['listMembers']['items'][number];
type Role = Member['role'];

const ROLES: readonly Role[] = ['OWNER', 'MANAGER', 'MEMBER'];

/** Roles that somebody may give: owners are made by owners. */
export const rolesGivenBy = (role: Role | undefined): readonly Role[] =>
  role === 'OWNER' ? ROLES : ROLES.filter((other) => other !== 'OWNER');

/** One organization's people: listed, invited, given another role, removed. */
export function Team({ organization, account }: { organization: Organization; account: Account }) {
  const t = useText(teamTexts);
  const words = useRefusalTexts();
  const { number } = useFormats();
  const queries = useQueryClient();
  const [leaving, setLeaving] = useState<Member>();
  const { id } = organization;
  const members = useQuery({
    queryKey: ['members', id],
    queryFn: () => api.organizations.listMembers.query({ id, page_size: 100 }),
  });
  const own = members.data?.items.find(({ user_id }) => user_id === account.id)?.role;
  const canManage = own === 'OWNER' || own === 'MANAGER';
  const refresh = () => queries.invalidateQueries({ queryKey: ['members', id] });
  // The account says what its owner is in which team; menus and pages follow it.
  const refreshOwn = () =>
    Promise.all(
      [accountQuery.queryKey, ['own-organizations'], ['own-events']].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  const change = useMutation({
    mutationFn: ({ user_id, role }: { user_id: string; role: Role }) =>
      api.organizations.changeMember.mutate({ id, user_id, role }),
    onSuccess: (_, { user_id }) => (user_id === account.id ? refreshOwn() : undefined),
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: ({ user_id }: Member) =>
      user_id === account.id
        ? api.organizations.leave.mutate({ id })
        : api.organizations.removeMember.mutate({ id, user_id }),
    onSuccess: (_, { user_id }) => (user_id === account.id ? refreshOwn() : undefined),
    onSettled: () => {
      setLeaving(undefined);
      return refresh();
    },
  });
  const error = change.error ?? remove.error;
  return (
    <section className="grid gap-4 rounded-card border border-line bg-card p-5" aria-label={organization.name}>
      <header className="flex flex-wrap items-baseline justify-between gap-3">
        <h2 className="text-xl font-extrabold">{organization.name}</h2>
        <p className="text-sm text-muted">{members.data && t.members(number(members.data.total))}</p>
      </header>
      {error && <Notice tone="bad">{refusalSentence(refusalOf(error), words)}</Notice>}
      {members.isError ? (
        <Failure error={members.error} retry={() => members.refetch()} />
      ) : members.isPending ? (
        <div className="skeleton h-24 rounded-card" />
      ) : (
        <ul className="divide-y divide-line">
          {members.data.items.map((member) => (
            <MemberRow
              key={member.user_id}
              member={member}
              isSelf={member.user_id === account.id}
              roles={canManage && (own === 'OWNER' || member.role !== 'OWNER') ? rolesGivenBy(own) : []}
              onRole={(role) => change.mutate({ user_id: member.user_id, role })}
              onRemove={() => setLeaving(member)}
            />
          ))}
        </ul>
      )}
      {canManage && <Invitations organization_id={id} roles={rolesGivenBy(own)} onAdded={refresh} />}
      {leaving && (
        <Dialog
          title={leaving.user_id === account.id ? t.leave : t.remove(leaving.username)}
          isOpen
          onClose={() => setLeaving(undefined)}
          closeLabel={t.close}
        >
          <div className="grid gap-4">
            <p>
              {leaving.user_id === account.id
                ? t.leaveAsk(organization.name)
                : t.removeAsk(leaving.username, organization.name)}
            </p>
            <Button variant="danger" isBusy={remove.isPending} onClick={() => remove.mutate(leaving)}>
              {leaving.user_id === account.id ? t.leave : t.removeYes}
            </Button>
            <Button variant="quiet" onClick={() => setLeaving(undefined)}>
              {t.keep}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

type RowProps = {
  member: Member;
  isSelf: boolean;
  /** Those that the reader may give; none where it is not theirs to change. */
  roles: readonly Role[];
  onRole(role: Role): void;
  onRemove(): void;
};

function MemberRow({ member, isSelf, roles, onRole, onRemove }: RowProps) {
  const t = useText(teamTexts);
  const name = [member.first_name, member.last_name].filter(Boolean).join(' ') || member.username;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <span className="min-w-0">
        <span className="block font-semibold">
          {name} {isSelf && <span className="font-normal text-muted">({t.you})</span>}
        </span>
        <span className="block truncate text-sm text-muted">{member.user_email}</span>
      </span>
      <span className="flex items-center gap-2">
        {roles.length > 0 ? (
          <label>
            <span className="sr-only">
              {t.role}: {member.username}
            </span>
            <select
              className="h-11 rounded-full border border-strong-line bg-card px-4 font-semibold"
              value={member.role}
              onChange={(event) => onRole(event.target.value as Role)}
            >
              {roles.map((role) => (
                <option key={role} value={role}>
                  {t.roles[role]}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <span className="text-sm font-semibold">{t.roles[member.role]}</span>
        )}
        {(isSelf || roles.length > 0) && (
          <button
            type="button"
            className="rounded-full p-3 hover:bg-sunken"
            aria-label={isSelf ? t.leave : t.remove(member.username)}
            onClick={onRemove}
          >
            <UserMinus className="size-4" aria-hidden />
          </button>
        )}
      </span>
    </li>
  );
}
