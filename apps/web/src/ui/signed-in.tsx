import { useNavigate, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { type Account, useAccount } from '../lib/session.ts';
import { PageSkeleton } from './page-skeleton.tsx';

/** Shows what only somebody who is signed in can see; others sign in first and come back. */
export function SignedIn({ children }: { children: (account: Account) => ReactNode }) {
  const { account, isLoading } = useAccount();
  if (isLoading) return <PageSkeleton />;
  if (!account) return <ToSignIn />;
  return children(account);
}

/** Goes once: the address changes while the next page is on its way, and is not to be come back to. */
function ToSignIn() {
  const navigate = useNavigate();
  const router = useRouter();
  useEffect(() => {
    const { href, pathname } = router.latestLocation;
    if (pathname !== '/sign-in') void navigate({ to: '/sign-in', search: { next: href }, replace: true });
  }, [navigate, router]);
  return <PageSkeleton />;
}
