import { refusalOf } from './api.ts';

type Stream = { unsubscribe(): void };

/**
 * Listens to a stream of the server for as long as nobody says otherwise. A browser gives a stream up for good when it is
 * answered by anything but a stream, a proxy's 502 during a deployment say: then it is opened anew after some seconds, by
 * each at another moment. What the server itself refuses stays refused.
 * @param open opens the stream and tells `onError` of it
 * @returns what ends it
 */
export function listen(open: (told: { onError(error: unknown): void }) => Stream, onLost?: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stream: Stream | undefined;
  const start = () => {
    clearTimeout(timer);
    timer = undefined;
    stream?.unsubscribe();
    stream = open({ onError });
  };
  const onError = (error: unknown) => {
    const { status } = refusalOf(error);
    if (status >= 400 && status < 500 && status !== 429) return;
    onLost?.();
    timer ??= setTimeout(start, 2_000 + Math.random() * 8_000);
  };
  const onOnline = () => timer !== undefined && start();
  addEventListener('online', onOnline);
  start();
  return () => {
    removeEventListener('online', onOnline);
    clearTimeout(timer);
    stream?.unsubscribe();
  };
}
