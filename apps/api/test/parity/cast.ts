import { registerHashed } from '@setiket/core/features/accounts';
import { type Role, systemContext } from '@setiket/core/kernel/context';
import { hashPassword } from '@setiket/core/kernel/crypto';
import type { Live } from '../live.ts';

const PASSWORD = 'securepassword123';

let hashed: Promise<string> | undefined;

/** Somebody with a role and a token, as the command line or an administrator would have made them. */
export async function enter(
  live: Live,
  username: string,
  role: Role = 'customer',
): Promise<{ id: string; token: string; email: string }> {
  hashed ??= hashPassword(PASSWORD);
  const email = `${username}@example.test`;
  const { id } = await registerHashed(systemContext(live.deps, 'test'), {
    username,
    email,
    password_hash: await hashed,
    email_verified: true,
  });
  await live.deps.db.users.update({ where: { id }, data: { role, is_superuser: role === 'administrator' } });
  const answer = await fetch(`${live.url}/api/auth/jwt/create/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const { access } = (await answer.json()) as { access: string };
  return { id, token: access, email };
}
