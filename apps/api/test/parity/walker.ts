import { expect } from 'vitest';

type Call = {
  token?: string | undefined;
  json?: unknown;
  form?: Record<string, string | Blob>;
  query?: string;
  headers?: Record<string, string>;
};

export type Answer = { status: number; body: never; headers: Headers; text: string };

/**
 * Calls documented operations by their row (`GET /api/v1/event/{id}/`) and remembers which rows were called, so that
 * a test can name those that nobody tried.
 */
export function walker(url: string) {
  const walked = new Set<string>();
  const call = async (
    row: string,
    ids: Record<string, string> = {},
    { token, json, form, query = '', headers = {} }: Call = {},
  ): Promise<Answer> => {
    walked.add(row);
    const [method, template] = row.split(' ') as [string, string];
    const path = template.replace(/\{(\w+)\}/g, (_all, name: string) => ids[name] ?? `{${name}}`);
    const body = form ? formOf(form) : json === undefined ? null : JSON.stringify(json);
    const answer = await fetch(`${url}${path}${query}`, {
      method,
      body,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return {
      status: answer.status,
      text,
      headers: answer.headers,
      body: (isJson ? JSON.parse(text) : undefined) as never,
    };
  };
  return {
    call,
    expectAllWalked: (rows: readonly string[]) => expect(rows.filter((row) => !walked.has(row))).toEqual([]),
  };
}

function formOf(fields: Record<string, string | Blob>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

/** Which methods a path answers to, as the server itself says. */
export async function allowedMethods(url: string, path: string): Promise<string[]> {
  const answer = await fetch(url + path.replace(/\{\w+\}/g, '00000000-0000-7000-8000-000000000000'), {
    method: 'OPTIONS',
  });
  return (answer.headers.get('allow') ?? '').split(', ');
}
