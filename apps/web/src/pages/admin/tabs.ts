/** Of the administration, in the order in which they stand there. */
export const TABS = [
  'events',
  'proposals',
  'users',
  'categories',
  'jobs',
  'money',
  'books',
  'trail',
  'venues',
  'festival',
  'messages',
  'vendors',
] as const;
export type Tab = (typeof TABS)[number];
