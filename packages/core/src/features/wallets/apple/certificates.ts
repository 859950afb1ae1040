import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';

/** PEM texts that sign a pass, and what they say whose it is. */
export type AppleIdentity = {
  pass_type_identifier: string;
  team_identifier: string;
  certificate: string;
  key: string;
  key_passphrase?: string | undefined;
  wwdr: string;
};

/** Made up here. `root` is who vouches for it: nobody else does. */
export type DevelopmentIdentity = AppleIdentity & { root: string };

const PASS_TYPE = 'pass.test.setiket.development';
const TEAM = 'DEVELOPMNT';
const YEARS = 10;

const makeKeys = promisify(generateKeyPair);

type Party = { subject: forge.pki.CertificateField[]; public_key: string; private_key: string };

/**
 * Certificates such as Apple would give out, in the same chain of three. Everything about the passes that they sign can be
 * tried and verified but for one thing: an iPhone takes Apple's alone.
 */
export async function makeDevelopmentIdentity(now: Date): Promise<DevelopmentIdentity> {
  const root = await party('Setiket development root');
  const wwdr = await party('Setiket development intermediate');
  const signer = await party(`Pass Type ID: ${PASS_TYPE}`, [
    // Wallet compares these two with the pass: the identifier of its type, and the team.
    { type: '0.9.2342.19200300.100.1.1', value: PASS_TYPE },
    { shortName: 'OU', value: TEAM },
  ]);
  return {
    pass_type_identifier: PASS_TYPE,
    team_identifier: TEAM,
    certificate: certify(signer, { issuer: wwdr, serial: '03', isAuthority: false, now }),
    key: signer.private_key,
    wwdr: certify(wwdr, { issuer: root, serial: '02', isAuthority: true, now }),
    root: certify(root, { issuer: root, serial: '01', isAuthority: true, now }),
  };
}

async function party(name: string, more: forge.pki.CertificateField[] = []): Promise<Party> {
  const { publicKey, privateKey } = await makeKeys('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const subject = [{ name: 'commonName', value: name }, { name: 'organizationName', value: 'Setiket' }, ...more];
  return { subject, public_key: publicKey, private_key: privateKey };
}

type Certifying = { issuer: Party; serial: string; isAuthority: boolean; now: Date };

function certify(subject: Party, { issuer, serial, isAuthority, now }: Certifying): string {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(subject.public_key);
  certificate.serialNumber = serial;
  // A day early, for clocks that are behind.
  certificate.validity.notBefore = new Date(now.getTime() - 86_400_000);
  certificate.validity.notAfter = new Date(now.getTime() + YEARS * 365 * 86_400_000);
  certificate.setSubject(subject.subject);
  certificate.setIssuer(issuer.subject);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: isAuthority },
    { name: 'keyUsage', digitalSignature: true, keyCertSign: isAuthority },
    { name: 'subjectKeyIdentifier' },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(issuer.private_key), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}
