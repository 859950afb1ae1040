import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheckBig } from 'lucide-react';
import { api } from '../../lib/api.ts';
import { useText } from '../../lib/locale.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { adminTexts } from './admin.texts.ts';

/** Jobs that gave up, with what they were told, and another try. */
export function FailedJobs() {
  const t = useText(adminTexts);
  const queries = useQueryClient();
  const jobs = useQuery({ queryKey: ['failed-jobs'], queryFn: () => api.jobs.listFailed.query({ page_size: 100 }) });
  const retry = useMutation({
    mutationFn: (id: string) => api.jobs.retry.mutate({ id }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['failed-jobs'] }),
  });
  if (jobs.isPending) return <PageSkeleton />;
  if (jobs.isError) return <Failure error={jobs.error} retry={() => jobs.refetch()} />;
  if (jobs.data.items.length === 0) return <EmptyState icon={CircleCheckBig} title={t.noJobs} />;
  return (
    <ul className="grid gap-3">
      {jobs.data.items.map((job) => (
        <li key={job.id} className="grid gap-2 rounded-card border border-line bg-card p-5">
          <p className="font-mono font-semibold">{job.job}</p>
          <p className="text-sm break-words text-bad">{job.error}</p>
          <pre className="overflow-x-auto rounded-lg bg-sunken p-3 text-xs">{JSON.stringify(job.payload, null, 2)}</pre>
          <Button
            variant="secondary"
            size="small"
            className="justify-self-start"
            isBusy={retry.isPending && retry.variables === job.id}
            onClick={() => retry.mutate(job.id)}
          >
            {t.retry}
          </Button>
        </li>
      ))}
    </ul>
  );
}
