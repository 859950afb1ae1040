import type { z } from 'zod';
import type { Ctx } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/crypto.ts';
import { addressKey, hitAll } from '../../kernel/rate-limit.ts';
import type { registerInput } from './accounts.schema.ts';
import { registerUser } from './accounts.service.ts';
import type { AccountView } from './accounts.view.ts';

const HOUR_SECONDS = 3600;
/** An office or a campus shares one network. */
const REGISTRATIONS_PER_NETWORK = 100;
/** Each answers whether the address is taken, and may mail it. */
const REGISTRATIONS_PER_MAILBOX = 5;

/**
 * `setiket.md`, Register User, at the public doors.
 * @throws request.rate_limited, request.invalid
 */
export async function register(ctx: Ctx, input: z.output<typeof registerInput>): Promise<AccountView> {
  await hitAll(ctx, [
    {
      key: `register:network:${addressKey(ctx.call.ip)}`,
      limit: REGISTRATIONS_PER_NETWORK,
      window_seconds: HOUR_SECONDS,
    },
    {
      key: `register:mailbox:${sha256Hex(input.email)}`,
      limit: REGISTRATIONS_PER_MAILBOX,
      window_seconds: HOUR_SECONDS,
    },
  ]);
  return registerUser(ctx, input);
}
