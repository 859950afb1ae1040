import { useEffect, useState } from 'react';

/** Seconds until a moment, counted down; never below zero. */
export function useSecondsUntil(instant: string | null): number {
  const [now, tick] = useState(() => Date.now());
  useEffect(() => {
    if (instant === null) return;
    const timer = setInterval(() => tick(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [instant]);
  return instant === null ? 0 : Math.max(0, Math.ceil((new Date(instant).getTime() - now) / 1000));
}

/** `14:59`, and with days and hours where it is longer. */
export function clockText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  if (days > 0) return `${days}d ${two(hours)}:${rest}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
