import { Link } from '@tanstack/react-router';
import { Signpost } from 'lucide-react';
import { useText } from '../lib/locale.tsx';
import { useTitle } from '../lib/use-title.ts';
import { buttonClass } from '../ui/button.tsx';
import { EmptyState } from '../ui/notice.tsx';
import { shellTexts } from './shell.texts.ts';

export function NotFound() {
  const t = useText(shellTexts);
  useTitle(t.notFound);
  return (
    <div className="page pt-12">
      <EmptyState
        icon={Signpost}
        heading="h1"
        title={t.notFound}
        action={
          <Link to="/" className={buttonClass()}>
            {t.toEvents}
          </Link>
        }
      >
        {t.notFoundHint}
      </EmptyState>
    </div>
  );
}
