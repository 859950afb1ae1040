import { createSetiketClient, SetiketError, type SetiketInputs, type SetiketOutputs } from '@setiket/sdk';

const url = process.env.SETIKET_URL ?? '';
const client = createSetiketClient({ url, locale: 'en', retries: 0 });

const filters: SetiketInputs['events']['list'] = { city: 'Jakarta' };
const page: SetiketOutputs['events']['list'] = await client.events.list.query(filters);
const titles: string[] = [];
for await (const event of client.paginate(client.events.list, filters)) titles.push(event.title);
const refusal = await client.account.get.query({}).catch((error: unknown) => error);
const code: string = refusal instanceof SetiketError ? refusal.code : 'none';
console.log(JSON.stringify({ total: page.total, titles, code, name: (refusal as Error).name }));

export function mustNotCompile(): void {
  // @ts-expect-error the address is needed
  createSetiketClient({});
  // @ts-expect-error no such procedure
  void client.events.explode;
  // @ts-expect-error a query does not mutate
  void client.events.list.mutate({});
  // @ts-expect-error a city is text
  void client.events.list.query({ city: 5 });
  // @ts-expect-error no such field
  void client.events.list.query({ colour: 'red' });
  // @ts-expect-error the ticket is needed
  void client.tickets.purchase.mutate({});
  // @ts-expect-error an answer has no such field
  void page.items[0]?.colour;
  // @ts-expect-error the cursor is the iterator's own
  void client.paginate(client.events.list, { cursor: '2' });
  // @ts-expect-error only lists have pages
  void client.paginate(client.account.get);
  // @ts-expect-error a password is needed
  void client.auth.signIn({ username: 'budi' });
  // @ts-expect-error languages are id and en
  createSetiketClient({ url, locale: 'nl' });
  // @ts-expect-error the code of an error can't be changed
  if (refusal instanceof SetiketError) refusal.code = 'x';
}
