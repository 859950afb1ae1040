import type { Env } from '../../../env.ts';
import type { Deps } from '../../../kernel/context.ts';
import { developmentKeys } from '../keys.ts';
import type { AppleIdentity, DevelopmentIdentity } from './certificates.ts';

export type Signer = { identity: AppleIdentity; is_development: boolean };

const known = new WeakMap<Env, Promise<Signer>>();

/**
 * Whose passes these are: what the settings say, else certificates of our own.
 * @throws wallet.not_configured in production without settings
 */
export function appleSigner(deps: Deps): Promise<Signer> {
  const { env } = deps;
  let signer = known.get(env);
  if (!signer) {
    signer = openSigner(deps);
    known.set(env, signer);
    // A failure is not remembered: the next who asks tries again.
    signer.catch(() => known.delete(env));
  }
  return signer;
}

async function openSigner(deps: Deps): Promise<Signer> {
  const configured = configuredIdentity(deps.env);
  if (configured) return { identity: configured, is_development: false };
  return { identity: await developmentIdentity(deps), is_development: true };
}

/** The certificates that are used where none are set. */
export function developmentIdentity(deps: Deps): Promise<DevelopmentIdentity> {
  return developmentKeys(deps, 'apple', async (now) => {
    const { makeDevelopmentIdentity } = await import('./certificates.ts');
    return makeDevelopmentIdentity(now);
  });
}

function configuredIdentity(env: Env): AppleIdentity | undefined {
  const {
    APPLE_PASS_TYPE_IDENTIFIER: pass_type_identifier,
    APPLE_PASS_TEAM_IDENTIFIER: team_identifier,
    APPLE_PASS_CERTIFICATE: certificate,
    APPLE_PASS_KEY: key,
    APPLE_PASS_WWDR_CERTIFICATE: wwdr,
    APPLE_PASS_KEY_PASSPHRASE: key_passphrase,
  } = env;
  if (!pass_type_identifier || !team_identifier || !certificate || !key || !wwdr) return undefined;
  return { pass_type_identifier, team_identifier, certificate, key, wwdr, key_passphrase };
}
