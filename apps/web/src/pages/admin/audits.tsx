import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheckBig, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { api, type Output, refusalOf } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { plural, useLocale, useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Badge, Notice } from '../../ui/notice.tsx';
import { refusalSentence, useRefusalTexts } from '../../ui/refusal.ts';
import { auditTexts } from './audit.texts.ts';

type Report = Output['audits']['list']['items'][number];

/** While one runs, its result is asked for this often. */
const ASK_EVERY_MS = 1_500;

/** One that is asked for longer than this ago is over, though its worker did not live to say so. */
const LONGEST_MS = 3_600_000;

/** Proofs that the books add up: asked for here, carried out by a worker. */
export function Audits() {
  const t = useText(auditTexts);
  const words = useRefusalTexts();
  const queries = useQueryClient();
  const reports = useQuery({
    queryKey: ['audits'],
    queryFn: () => api.audits.list.query({}),
    refetchInterval: ({ state }) => (state.data?.items.some(isRunning) ? ASK_EVERY_MS : false),
  });
  const request = useMutation({
    mutationFn: () => api.audits.request.mutate({}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['audits'] }),
  });
  return (
    <>
      <p className="max-w-prose text-muted">{t.lead}</p>
      <Button
        className="justify-self-start"
        isBusy={request.isPending || Boolean(reports.data?.items.some(isRunning))}
        onClick={() => request.mutate()}
      >
        {t.run}
      </Button>
      {request.isError && <Notice tone="bad">{refusalSentence(refusalOf(request.error), words)}</Notice>}
      {reports.isError && <Failure error={reports.error} retry={() => reports.refetch()} />}
      {reports.data?.items.length === 0 && <p className="text-muted">{t.none}</p>}
      <ul className="grid gap-3">
        {reports.data?.items.map((report) => (
          <ReportCard key={report.id} report={report} />
        ))}
      </ul>
    </>
  );
}

const isRunning = ({ status, requested_at }: Report) =>
  status === 'running' && Date.now() - Date.parse(requested_at) < LONGEST_MS;

function ReportCard({ report }: { report: Report }) {
  const t = useText(auditTexts);
  const { locale } = useLocale();
  const { moment } = useFormats();
  const [isOpen, setOpen] = useState(false);
  const facts = [
    report.status === 'finished' && plural(locale, report.checks, t.checks),
    report.requested_by && t.by(report.requested_by),
  ];
  return (
    <li className="grid gap-2 rounded-card border border-line bg-card p-5">
      <p className="flex flex-wrap items-center justify-between gap-3">
        <span className="font-semibold">{moment(report.finished_at ?? report.requested_at)}</span>
        <Outcome report={report} />
      </p>
      <p className="text-sm text-muted">{facts.filter(Boolean).join(' · ')}</p>
      {report.status === 'finished' && (
        <Button
          variant="quiet"
          size="small"
          className="justify-self-start"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? t.hide : t.show}
        </Button>
      )}
      {isOpen && <Checks id={report.id} />}
    </li>
  );
}

function Outcome({ report }: { report: Report }) {
  const t = useText(auditTexts);
  const { locale } = useLocale();
  const { status, findings } = report;
  if (isRunning(report)) return <Badge tone="warn">{t.running}</Badge>;
  if (status !== 'finished') return <Badge tone="bad">{t.failed}</Badge>;
  return (
    <Badge tone={findings === 0 ? 'good' : 'bad'}>
      {findings === 0 ? t.sound : plural(locale, findings, t.findings)}
    </Badge>
  );
}

/** Every check by its name, those that found something first. */
function Checks({ id }: { id: string }) {
  const t = useText(auditTexts);
  const { locale } = useLocale();
  const { number } = useFormats();
  const report = useQuery({ queryKey: ['audit', id], queryFn: () => api.audits.get.query({ id }) });
  if (report.isError) return <Failure error={report.error} retry={() => report.refetch()} />;
  const results = report.data?.results.toSorted((one, other) => other.findings.length - one.findings.length);
  return (
    <ul className="divide-y divide-line border-t border-line">
      {results?.map(({ check, findings, milliseconds }) => (
        <li key={check} className="grid gap-2 py-2.5 text-sm">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {findings.length === 0 ? (
              <CircleCheckBig className="size-4 text-good" aria-hidden />
            ) : (
              <TriangleAlert className="size-4 text-bad" aria-hidden />
            )}
            <span className="font-mono font-semibold">{check}</span>
            <span className={findings.length === 0 ? 'text-muted' : 'font-semibold text-bad'}>
              {findings.length === 0 ? t.fine : plural(locale, findings.length, t.findings)}
            </span>
            <span className="ml-auto text-muted tabular-nums">{t.took(number(milliseconds))}</span>
          </p>
          {findings.length > 0 && (
            <ul className="grid gap-2 rounded-lg bg-bad-soft p-3">
              {findings.map(({ subject_id, expected, actual, sentence }) => (
                <li key={`${subject_id}${expected}${actual}`} className="break-words">
                  <span className="block">{sentence}</span>
                  <span className="block text-muted">
                    {t.expected}: {expected} · {t.actual}: {actual}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
