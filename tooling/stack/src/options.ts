import { parseArgs } from 'node:util';
import { StartFailure } from './failure.ts';

export const USAGE = `npm start -- [options]

  --fresh      delete the local data and begin anew
  --no-demo    load no demo events and accounts
  --help       show this

  PORT (8000), INBOX_PORT (8025) and SETIKET_DATA_DIR (.setiket) choose other ports and another folder.
  DATABASE_URL, S3_ENDPOINT, SMTP_URL and STRIPE_SECRET_KEY each replace an embedded service by a real one.`;

export type StartOptions = { is_fresh: boolean; has_demo: boolean; wants_help: boolean };

export function parseOptions(args: string[]): StartOptions {
  try {
    const { values } = parseArgs({
      args,
      allowNegative: true,
      options: {
        fresh: { type: 'boolean', default: false },
        demo: { type: 'boolean', default: true },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return { is_fresh: values.fresh, has_demo: values.demo, wants_help: values.help };
  } catch (error) {
    throw new StartFailure(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}
