import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { SignJWT } from 'jose';
import type { Deps } from '../../../kernel/context.ts';
import { readPrivateKey } from '../../../kernel/crypto.ts';
import { languageOf } from '../../../kernel/format.ts';
import { factsOf } from '../facts.ts';
import { developmentKeys } from '../keys.ts';
import type { PassRow } from '../wallets.view.ts';

export type GoogleIdentity = { issuer_id: string; service_account: string; private_key: string };
export type DevelopmentGoogleIdentity = GoogleIdentity & { public_key: string };

const SAVE = 'https://pay.google.com/gp/v/save/';
const PUBLIC_PART = { type: 'spki', format: 'pem' } as const;

const makeKeys = promisify(generateKeyPair);

/** The key that is used where none is set. */
export function developmentGoogleIdentity(deps: Deps): Promise<DevelopmentGoogleIdentity> {
  return developmentKeys(deps, 'google', async () => {
    const { publicKey, privateKey } = await makeKeys('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: PUBLIC_PART,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    return {
      issuer_id: '3388000000000000000',
      service_account: 'development@setiket.invalid',
      private_key: privateKey,
      public_key: publicKey,
    };
  });
}

/**
 * Saves a pass in Google Wallet: event and ticket are in the link itself, signed, so Google is not asked beforehand.
 * @throws wallet.not_configured in production without settings
 */
export async function googleSaveLink(deps: Deps, row: PassRow): Promise<{ save_url: string; is_development: boolean }> {
  const { identity, is_development } = await googleSigner(deps);
  const { issuer_id, service_account, private_key } = identity;
  const key = readPrivateKey(private_key);
  const sign = (parts: Parts) =>
    new SignJWT({
      typ: 'savetowallet',
      origins: [new URL(deps.env.PUBLIC_URL).origin],
      payload: objectsOf(deps, row, { issuer_id, is_development, parts }),
    })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .setIssuer(service_account)
      .setAudience('google')
      .setIssuedAt(deps.clock.now())
      .sign(key);
  const whole = await sign('all');
  return { save_url: SAVE + (whole.length <= SAFE_LENGTH ? whole : await sign('needed')), is_development };
}

/** Browsers and Google cut longer ones, as Google says. What a ticket can do without is left out then. */
const SAFE_LENGTH = 1800;
type Parts = 'all' | 'needed';

type Signer = { identity: GoogleIdentity; is_development: boolean };

/**
 * Whose passes these are: what the settings say, else a key of our own.
 * @throws wallet.not_configured in production without settings
 */
export async function googleSigner(deps: Deps): Promise<Signer> {
  const configured = configuredIdentity(deps);
  if (configured) return { identity: configured, is_development: false };
  return { identity: await developmentGoogleIdentity(deps), is_development: true };
}

/** What the settings say, where they say anything. */
export function configuredIdentity({ env }: Pick<Deps, 'env'>): GoogleIdentity | undefined {
  const {
    GOOGLE_WALLET_ISSUER_ID: issuer_id,
    GOOGLE_WALLET_SERVICE_ACCOUNT: service_account,
    GOOGLE_WALLET_PRIVATE_KEY: private_key,
  } = env;
  return issuer_id && service_account && private_key ? { issuer_id, service_account, private_key } : undefined;
}

type Issuing = { issuer_id: string; is_development: boolean; parts: Parts };

/** Google's two nouns: a class is the event, an object the ticket. */
export function objectsOf({ env }: Pick<Deps, 'env'>, row: PassRow, { issuer_id, is_development, parts }: Issuing) {
  const facts = factsOf(env, row);
  const language = languageOf(row.user.locale);
  const text = (value: string, most: number) => ({ defaultValue: { language, value: shortened(value, most) } });
  const class_id = `${issuer_id}.${packed(facts.event_id)}`;
  const isWhole = parts === 'all';
  return {
    eventTicketClasses: [
      {
        id: class_id,
        issuerName: is_development ? facts.words.development : 'Setiket',
        reviewStatus: 'UNDER_REVIEW',
        eventName: text(facts.event, 60),
        ...(isWhole && facts.place && { venue: { name: text(facts.place, 60), address: text(facts.place, 60) } }),
        dateTime: { start: facts.starts_at, ...(isWhole && { end: facts.ends_at }) },
      },
    ],
    eventTicketObjects: [
      {
        id: `${issuer_id}.${facts.serial}`,
        classId: class_id,
        state: facts.is_void ? 'INACTIVE' : facts.is_used ? 'COMPLETED' : 'ACTIVE',
        ticketHolderName: shortened(facts.holder, 40),
        ...(facts.code && { ticketNumber: facts.code }),
        ...(isWhole && { ticketType: text(facts.ticket_type, 40) }),
        ...(facts.qr && { barcode: { type: 'QR_CODE', value: facts.qr } }),
      },
    ],
  };
}

/** 22 characters in place of 36. */
function packed(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
}

function shortened(value: string, most: number): string {
  const letters = [...value];
  return letters.length <= most ? value : `${letters.slice(0, most - 1).join('')}…`;
}
