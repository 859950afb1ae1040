import { connectionError } from './errors.ts';

/** A procedure that answers with pages. */
export type Listing<Input, Item> = {
  query(
    input: Input,
    options?: { signal?: AbortSignal },
  ): Promise<{ items: Item[]; total: number; next_cursor: string | null }>;
};

export type PageOptions = { signal?: AbortSignal };

/** Rows a request; the most that the API gives at once. */
const PAGE_SIZE = 100;

/**
 * Every row of a list, page after page, fetched as they are needed:
 *
 * ```ts
 * for await (const event of client.paginate(client.events.list, { city: 'Jakarta' })) console.log(event.title);
 * ```
 */
export async function* paginate<Input, Item>(
  list: Listing<Input, Item>,
  filters?: Omit<Input, 'cursor' | 'page'>,
  options: PageOptions = {},
): AsyncGenerator<Item, void, undefined> {
  let cursor: string | null | undefined;
  do {
    if (options.signal?.aborted) throw connectionError(options.signal.reason);
    const input = { page_size: PAGE_SIZE, ...filters, ...(cursor !== undefined && { cursor }) };
    const page = await list.query(input as Input, options);
    yield* page.items;
    cursor = page.next_cursor;
  } while (cursor !== null);
}
