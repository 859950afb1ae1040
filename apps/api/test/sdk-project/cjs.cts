import sdk = require('@setiket/sdk');

const client = sdk.createSetiketClient({ url: process.env.SETIKET_URL ?? '', retries: 0 });

async function main(): Promise<void> {
  const page = await client.events.list.query({});
  const refusal = await client.account.get.query({}).catch((error: unknown) => error);
  const isOurs = refusal instanceof sdk.SetiketAuthenticationError;
  console.log(JSON.stringify({ total: page.total, isOurs }));
  // @ts-expect-error no such procedure
  void client.events.explode;
}

void main();
