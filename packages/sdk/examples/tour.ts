import { createSetiketClient, SetiketConflictError } from '@setiket/sdk';

const url = process.env.SETIKET_URL ?? 'http://localhost:8000';
const somebody = () => createSetiketClient({ url, locale: 'en' });
const name = `sari${Date.now()}`; // another one each time, so that this can be run again

const admin = somebody();
await admin.auth.signIn({ username: 'admin', password: 'setiket-demo' });

const organizer = somebody();
await organizer.auth.register.mutate({ username: name, email: `${name}@setiket.test`, password: 'terang bulan 88' });
await organizer.auth.signIn({ username: name, password: 'terang bulan 88' });
const about = { category: 'Concerts', description: 'Small concerts in odd places.', location: 'Malang' };
const proposal = await organizer.proposals.submit.mutate({ name: 'Kebun Suara', ...about });
await admin.proposals.decide.mutate({ id: proposal.id, status: 'approved' });

const event = await organizer.events.submit.mutate({
  title: `Angklung at Dawn with ${name}`,
  category: 'konser',
  description: 'Bring a blanket.',
  city: 'Malang',
  place_name: 'Alun-alun Tugu',
  starts_at: '2030-06-01T05:00:00+07:00',
  ends_at: '2030-06-01T07:00:00+07:00',
});
await admin.events.decide.mutate({ id: event.id, status: 'approved' });
const offer = { event_id: event.id, title: 'Blanket', ticket_type: 'paid', price: '75000' } as const;
await organizer.ticketTypes.create.mutate({ ...offer, ticket_quantity: 1 });

const buyer = somebody();
await buyer.auth.signIn({ username: 'customer', password: 'setiket-demo' });
const before = (await buyer.account.get.query({})).balance;
for await (const found of buyer.paginate(buyer.events.list, { search: name })) {
  const { ticket_type: types } = await buyer.events.get.query({ id: found.id });
  const ticket = await buyer.tickets.purchase.mutate({ ticket_id: types[0]!.id });
  console.log('bought:', ticket.title, ticket.price);
  try {
    await buyer.tickets.purchase.mutate({ ticket_id: types[0]!.id });
  } catch (error) {
    if (!(error instanceof SetiketConflictError)) throw error;
    console.log('refused:', error.code);
  }
  const { qr_code_string } = await buyer.tickets.qr.query({ id: ticket.id });
  console.log('QR:', qr_code_string.slice(0, 8));
  await buyer.tickets.refund.mutate({ id: ticket.id, reason: 'Ill' });
}
console.log('paid in the end:', before - (await buyer.account.get.query({})).balance);
console.log('sold:', (await organizer.events.sales.query({})).total_sold_ticket);
