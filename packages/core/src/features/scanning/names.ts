import type { DbOrTx } from '../../kernel/transaction.ts';

type Scanned = { device_id: string | null; actor_id: string | null };

/** Who scanned, by id: names of devices and of users. */
export async function namesOf(db: DbOrTx, rows: readonly Scanned[]): Promise<Map<string, string>> {
  const ids = (of: (row: Scanned) => string | null) => [...new Set(rows.map(of).filter((id) => id !== null))];
  const [device_ids, user_ids] = [ids((row) => row.device_id), ids((row) => row.actor_id)];
  const devices =
    device_ids.length > 0
      ? await db.gate_devices.findMany({ where: { id: { in: device_ids } }, select: { id: true, name: true } })
      : [];
  const users =
    user_ids.length > 0
      ? await db.users.findMany({ where: { id: { in: user_ids } }, select: { id: true, username: true } })
      : [];
  return new Map([
    ...devices.map(({ id, name }) => [id, name] as const),
    ...users.map(({ id, username }) => [id, username] as const),
  ]);
}
