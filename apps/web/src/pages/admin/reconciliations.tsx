import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { plural, useLocale, useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { adminTexts } from './admin.texts.ts';

/** Our books beside the payment provider's. */
export function Reconciliations() {
  const t = useText(adminTexts);
  const { locale } = useLocale();
  const words = useRefusalTexts();
  const { moment } = useFormats();
  const queries = useQueryClient();
  const reports = useQuery({ queryKey: ['reconciliations'], queryFn: () => api.reconciliations.list.query({}) });
  const run = useMutation({
    mutationFn: () => api.reconciliations.run.mutate({}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['reconciliations'] }),
  });
  return (
    <>
      <p className="max-w-prose text-muted">{t.reconcileHint}</p>
      <Button className="justify-self-start" isBusy={run.isPending} onClick={() => run.mutate()}>
        {t.reconcile}
      </Button>
      {run.isError && <Notice tone="bad">{refusalSentence(refusalOf(run.error), words)}</Notice>}
      {reports.isError && <Failure error={reports.error} retry={() => reports.refetch()} />}
      {reports.data?.items.length === 0 && <p className="text-muted">{t.noReports}</p>}
      <ul className="grid gap-3">
        {reports.data?.items.map((report) => (
          <li key={report.id} className="grid gap-2 rounded-card border border-line bg-card p-5">
            <p className="flex flex-wrap items-center justify-between gap-3">
              <span className="font-semibold">{moment(report.finished_at)}</span>
              <Badge tone={report.differences.length === 0 ? 'good' : 'bad'}>
                {report.differences.length === 0 ? t.agrees : plural(locale, report.differences.length, t.differences)}
              </Badge>
            </p>
            <p className="text-sm text-muted">{plural(locale, report.checked, t.checked)}</p>
            {report.differences.length > 0 && (
              <ul className="text-sm">
                {report.differences.map((difference) => (
                  <li key={`${difference.kind}${difference.payment_id}${difference.provider_ref}`}>
                    {difference.kind}: {difference.ours} ≠ {difference.theirs}
                    {difference.mended && ' ✓'}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
