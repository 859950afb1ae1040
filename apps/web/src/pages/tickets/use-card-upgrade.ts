import { useMutation } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { usePageRestored } from '../../lib/use-page-restored.ts';

/** Pays for a dearer ticket on the provider's page; its place is held meanwhile. Asked again, it leads to the same page. */
export function useCardUpgrade(ticket_id: string) {
  const upgrade = useMutation({
    mutationFn: (to_ticket_type_id: string) =>
      api.upgrades.create.mutate({ ticket_id, to_ticket_type_id, provider: 'stripe', flow: 'page' }),
    // Where the tax left no difference, nothing was to pay.
    onSuccess: ({ checkout }) => location.assign(checkout?.url ?? `/tickets/${ticket_id}?payment=done`),
  });
  usePageRestored(upgrade.reset);
  return upgrade;
}
