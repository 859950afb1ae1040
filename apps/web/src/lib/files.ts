import { type FieldProblems, type Refusal, Refused, sentencesOf } from './api.ts';
import { keyOf, noteAnswer } from './keys.ts';

/** A file that only REST can send; natively there are no bytes. */
export const fileAddress = (path: string) => `/api/v1${path}`;

/** Asks REST to make a file and hands it to the device. */
export async function saveMadeFile(path: string, body: object, filename: string): Promise<void> {
  const wish = `${path}\n${JSON.stringify(body)}`;
  const response = await fetch(fileAddress(path), {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Accept-Language': document.documentElement.lang,
      'Idempotency-Key': keyOf(wish),
    },
    body: JSON.stringify(body),
  });
  const refusal = response.ok ? undefined : await refusalIn(response);
  noteAnswer(wish, refusal);
  if (refusal) throw new Refused(refusal);
  saveBlob(await response.blob(), filename);
}

/** Saves what was made here, or opens it where the device knows its kind. */
export function saveBlob(blob: Blob, filename: string): void {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), { href: url, download: filename }).click();
  // Some browsers read it only after they have asked where to.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** RFC 9457, as every refusal over REST is told. */
async function refusalIn(response: Response): Promise<Refusal> {
  const problem = (await response.json().catch(() => ({}))) as Partial<{
    code: string;
    detail: string;
    errors: FieldProblems;
  }>;
  return {
    code: problem.code ?? 'network',
    message: problem.detail ?? '',
    fields: sentencesOf(problem.errors),
    status: response.status,
  };
}
