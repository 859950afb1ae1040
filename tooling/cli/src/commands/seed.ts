import { type Command, UsageError } from '../command.ts';
import { openSettings } from '../settings.ts';

export const seedCommand: Command = {
  summary: 'Load demo accounts and events',
  usage: '--demo',
  options: { demo: { type: 'boolean', help: 'Say that you want demo data in this database' } },
  async run(io, values) {
    if (!values.demo) throw new UsageError('Add --demo to load demo accounts with a known password, and demo events.');
    const { env, log } = openSettings(io);
    if (env.NODE_ENV === 'production')
      throw new UsageError('Demo accounts have a known password; production gets none.');
    const { loadDemo } = await import('@setiket/demo');
    const { loaded } = await loadDemo({ env, log });
    io.out(loaded ? 'Demo accounts and events are loaded.' : 'The demo is there already; nothing was changed.');
    return 0;
  },
};
