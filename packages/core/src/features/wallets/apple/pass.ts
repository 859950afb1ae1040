import { createHmac } from 'node:crypto';
import type { Deps } from '../../../kernel/context.ts';
import { deriveKey } from '../../../kernel/crypto.ts';
import { factsOf, type PassFacts } from '../facts.ts';
import type { PassRow } from '../wallets.view.ts';
import { appleSigner } from './identity.ts';
import { passPictures } from './pictures.ts';
import { type Field, signPass } from './signing.ts';

export type ApplePass = { body: Uint8Array; is_development: boolean };

/** Where phones ask for news of their passes. */
export const WEB_SERVICE_PATH = '/api/v1/wallet/apple';

/**
 * The `.pkpass` as the ticket is now. @throws wallet.not_configured
 */
export async function buildApplePass(deps: Deps, row: PassRow): Promise<ApplePass> {
  const { identity, is_development } = await appleSigner(deps);
  const facts = factsOf(deps.env, row);
  const body = await signPass({
    identity,
    files: await passPictures(),
    props: {
      formatVersion: 1,
      passTypeIdentifier: identity.pass_type_identifier,
      teamIdentifier: identity.team_identifier,
      serialNumber: facts.serial,
      organizationName: is_development ? `Setiket (${facts.words.development.toLowerCase()})` : 'Setiket',
      description: facts.words.description(facts.event),
      logoText: 'Setiket',
      backgroundColor: 'rgb(194, 65, 12)',
      foregroundColor: 'rgb(255, 255, 255)',
      labelColor: 'rgb(255, 237, 213)',
      groupingIdentifier: facts.event_id,
      // A ticket is given away by transferring it, which makes a new QR; a copied pass would be the same ticket twice.
      sharingProhibited: true,
      voided: facts.is_void,
      webServiceURL: deps.env.PUBLIC_URL + WEB_SERVICE_PATH,
      authenticationToken: authTokenOf(deps, row.id),
    },
    fields: fieldsOf(facts, is_development),
    barcode: facts.qr === null ? null : { message: facts.qr, altText: facts.code },
    starts_at: facts.starts_at,
  });
  return { body, is_development };
}

function fieldsOf(facts: PassFacts, is_development: boolean): Record<Part, Field[]> {
  const { words } = facts;
  const field = (key: string, label: string, value: string, changeMessage?: string): Field[] =>
    value ? [{ key, label, value, ...(changeMessage && { changeMessage }) }] : [];
  return {
    header: field('status', words.status, facts.status, words.status_changed),
    primary: field('event', words.event, facts.event),
    secondary: [
      ...field('begins', words.begins, facts.begins, words.moved),
      ...field('place', words.place, facts.place, words.relocated),
    ],
    auxiliary: [
      ...field('ticket', words.ticket, facts.ticket_type),
      ...field('holder', words.holder, facts.holder),
      ...(is_development ? field('development', words.development, '!') : []),
    ],
    back: [
      ...field('code', words.code, facts.code),
      ...field('ends', words.ends, facts.ends),
      ...field('organizer', words.organizer, facts.organizer),
      ...(is_development ? field('development_note', words.development, words.development_note) : []),
    ],
  };
}

type Part = 'header' | 'primary' | 'secondary' | 'auxiliary' | 'back';

/**
 * What a phone shows to get news of a pass. It is part of the pass and has to be the same in each version of it, so it is
 * derived; kept is its hash.
 */
export function authTokenOf({ env }: Pick<Deps, 'env'>, pass_id: string): string {
  return createHmac('sha256', deriveKey(env.APP_SECRET, 'wallet-pass-token')).update(pass_id).digest('base64url');
}
