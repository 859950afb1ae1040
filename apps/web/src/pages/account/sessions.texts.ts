import type { Texts } from '../../lib/locale.tsx';

type SessionTexts = {
  title: string;
  lead: string;
  agent: (browser: string, system: string) => string;
  unknown: string;
  program: string;
  here: string;
  since: (moment: string, ip: string) => string;
  end: string;
  endOf: (device: string) => string;
  endOthers: string;
  ended: { one?: string; other: string };
  onlyHere: string;
};

export const sessionTexts: Texts<SessionTexts> = {
  en: {
    title: 'Where you are signed in',
    lead: 'Something you don’t know? End it, then change your password.',
    agent: (browser, system) => `${browser} on ${system}`,
    unknown: 'Unknown device',
    program: 'A program',
    here: 'This device',
    since: (moment, ip) => (ip ? `Since ${moment}, from ${ip}` : `Since ${moment}`),
    end: 'Sign out',
    endOf: (device) => `Sign out: ${device}`,
    endOthers: 'Sign out everywhere else',
    ended: { one: '# other device was signed out.', other: '# other devices were signed out.' },
    onlyHere: 'You are signed in nowhere else.',
  },
  id: {
    title: 'Tempat kamu masuk',
    lead: 'Ada yang tidak kamu kenal? Akhiri, lalu ganti kata sandimu.',
    agent: (browser, system) => `${browser} di ${system}`,
    unknown: 'Perangkat tidak dikenal',
    program: 'Sebuah program',
    here: 'Perangkat ini',
    since: (moment, ip) => (ip ? `Sejak ${moment}, dari ${ip}` : `Sejak ${moment}`),
    end: 'Keluarkan',
    endOf: (device) => `Keluarkan: ${device}`,
    endOthers: 'Keluar dari semua perangkat lain',
    ended: { other: '# perangkat lain sudah dikeluarkan.' },
    onlyHere: 'Kamu tidak masuk di tempat lain.',
  },
};
