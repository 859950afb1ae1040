import type { OpenApiDocument, Schema } from './types.ts';

/** Stands for an id that an earlier answer has given. */
const ID = '01970000-0000-7000-8000-000000000001';

/** Where a request needs one of several members, or has many that few need: what somebody would send first. */
export const BODIES: Record<string, Record<string, unknown>> = {
  'auth.login': { email: 'organizer@setiket.test', password: 'setiket-demo' },
  'auth.signIn': { email: 'customer@setiket.test', password: 'setiket-demo' },
  'events.create': {
    title: 'An evening of gamelan',
    description: 'Three ensembles, one stage.',
    starts_at: '2030-05-17T19:30:00+07:00',
    ends_at: '2030-05-17T22:00:00+07:00',
    place_name: 'Taman Budaya',
    city: 'Bandung',
    full_address: 'Jalan Bukit Dago Utara 53, Bandung',
    category: 'konser',
  },
  'ticketTypes.create': {
    event_id: ID,
    title: 'VIP',
    tier: 'vip',
    price: '450000',
    quota: 50,
  },
  'events.update': { title: 'Two evenings of gamelan' },
  'ticketTypes.update': { price: '400000' },
  'bookings.create': { items: [{ ticket_type_id: ID, quantity: 2 }] },
  'account.update': { first_name: 'Ayu' },
  'account.updateProfile': { first_name: 'Ayu' },
  'organizations.update': { website: 'https://example.org' },
  'venues.update': { capacity: 800 },
  'categories.update': { name: 'Wayang' },
  'events.submit': {
    title: 'An evening of gamelan',
    description: 'Three ensembles, one stage.',
    starts_at: '2030-05-17T19:30:00+07:00',
    ends_at: '2030-05-17T22:00:00+07:00',
    place_name: 'Taman Budaya',
    city: 'Bandung',
    full_address: 'Jalan Bukit Dago Utara 53, Bandung',
    category: 'konser',
  },
  'ticketTypes.replace': { title: 'VIP', tier: 'vip', price: '450000', quota: 50 },
  'registrations.create': { ticket_id: ID },
  'payments.create': { registration_id: ID },
  'checkout.createIntent': { booking_id: ID },
  'checkout.createSession': { booking_id: ID },
  'boxOffice.issueComps': { ticket_type_id: ID, email: 'ayu@example.org', quantity: 1, reason: 'Press' },
  'transfers.create': { ticket_id: ID, recipient_email: 'friend@example.org' },
  'upgrades.create': { ticket_id: ID, new_ticket_type_id: ID },
};

/** What members of these names hold. */
const MEMBERS: Record<string, unknown> = {
  email: 'ayu@example.org',
  contact_email: 'office@example.org',
  user_email: 'ayu@example.org',
  owner_email: 'organizer@setiket.test',
  recipient_email: 'friend@example.org',
  username: 'ayu',
  password: 'a long pass phrase',
  new_password: 'another long pass phrase',
  current_password: 'a long pass phrase',
  first_name: 'Ayu',
  last_name: 'Lestari',
  phone_number: '+628123456789',
  phone: '+628123456789',
  name: 'Taman Budaya',
  title: 'An evening of gamelan',
  description: 'Three ensembles, one stage.',
  city: 'Bandung',
  category: 'konser',
  price: '150000',
  amount: '150000',
  starts_at: '2030-05-17T19:30:00+07:00',
  ends_at: '2030-05-17T22:00:00+07:00',
  reason: 'They asked for it.',
  currency: 'IDR',
};

/**
 * Gives each JSON body an example with what it cannot be sent without, so that trying an operation out begins with a
 * request that makes sense, instead of every member there is.
 */
export function addExamples(document: OpenApiDocument): void {
  const { schemas } = document.components;
  for (const operation of Object.values(document.paths).flatMap((item) => Object.values(item))) {
    const content = operation.requestBody?.content['application/json'];
    const name = String(operation['x-procedure'] ?? '');
    if (content?.schema && name) content.example = BODIES[name] ?? exampleOf(content.schema, schemas);
  }
}

function exampleOf(schema: Schema, schemas: Record<string, Schema>): unknown {
  if (schema.$ref) return exampleOf(schemas[schema.$ref.split('/').at(-1)!] ?? {}, schemas);
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const [choice] = (schema.anyOf ?? schema.oneOf ?? []) as Schema[];
  if (choice) return exampleOf(choice, schemas);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return membersOf(schema, schemas);
    case 'array':
      return [exampleOf(schema.items ?? {}, schemas)];
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema.minimum ?? 1));
    case 'boolean':
      return true;
    default:
      return textOf(schema);
  }
}

function membersOf({ properties = {}, required = [] }: Schema, schemas: Record<string, Schema>) {
  const memberOf = (name: string) => {
    const value = exampleOf(properties[name] ?? {}, schemas);
    return typeof value === 'string' ? (MEMBERS[name] ?? value) : value;
  };
  return Object.fromEntries(required.map((name) => [name, memberOf(name)]));
}

function textOf({ format, minLength = 0 }: Schema): string {
  if (format === 'uuid') return ID;
  if (format === 'date-time') return '2030-05-17T19:30:00+07:00';
  if (format === 'date') return '2030-05-17';
  if (format === 'email') return 'ayu@example.org';
  if (format === 'uri') return 'https://example.org';
  return 'text'.padEnd(Number(minLength), ' text');
}
