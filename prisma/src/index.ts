import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from './generated/client.ts';

export type { events, users } from './generated/client.ts';
export type * from './generated/enums.ts';
export type * from './generated/models.ts';
export { Prisma };
export type Db = PrismaClient;

type Settings = { url: string; pool_size?: number };

/** Opens the database. Nothing connects before the first query; close with `$disconnect`. */
export function openDb({ url, pool_size = 10 }: Settings): Db {
  const adapter = new PrismaPg({ connectionString: url, max: pool_size, application_name: 'setiket' });
  return new PrismaClient({ adapter });
}
