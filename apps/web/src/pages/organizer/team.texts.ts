import type { Texts } from '../../lib/locale.tsx';

type Role = 'OWNER' | 'MANAGER' | 'MEMBER';

type TeamTexts = {
  title: string;
  lead: string;
  none: string;
  noneHint: string;
  members: (count: string) => string;
  role: string;
  roles: Record<Role, string>;
  roleHints: Record<Role, string>;
  email: string;
  emailHint: string;
  invite: string;
  invited: (email: string) => string;
  added: (email: string) => string;
  open: string;
  until: (moment: string) => string;
  withdraw: (email: string) => string;
  remove: (name: string) => string;
  removeAsk: (name: string, organization: string) => string;
  removeYes: string;
  leave: string;
  leaveAsk: (organization: string) => string;
  keep: string;
  close: string;
  you: string;
  invitation: string;
  invitationLead: string;
  accept: string;
  accepted: string;
  toTeam: string;
  noToken: string;
  noTokenHint: string;
};

export const teamTexts: Texts<TeamTexts> = {
  en: {
    title: 'Team',
    lead: 'Who works on your events with you, and what each may do.',
    none: 'You do not belong to an organization yet',
    noneHint: 'It is made when your application as an organizer is approved, or when somebody invites you.',
    members: (count) => `Members: ${count}`,
    role: 'Role',
    roles: { OWNER: 'Owner', MANAGER: 'Manager', MEMBER: 'Member' },
    roleHints: {
      OWNER: 'may do everything, and make other owners',
      MANAGER: 'runs events, sales and gates, and invites people',
      MEMBER: 'sees the events and their figures',
    },
    email: 'E-mail address',
    emailHint: 'Who has no account yet gets an invitation by mail.',
    invite: 'Invite',
    invited: (email) => `An invitation is on its way to ${email}.`,
    added: (email) => `${email} belongs to your team now.`,
    open: 'Invited',
    until: (moment) => `until ${moment}`,
    withdraw: (email) => `Withdraw the invitation of ${email}`,
    remove: (name) => `Remove ${name}`,
    removeAsk: (name, organization) => `${name} can no longer see or change the events of ${organization}.`,
    removeYes: 'Remove',
    leave: 'Leave',
    leaveAsk: (organization) => `You can no longer see or change the events of ${organization}.`,
    keep: 'Go back',
    close: 'Close',
    you: 'you',
    invitation: 'You are invited',
    invitationLead: 'Somebody wants to organize events with you. Accept with the address that the mail was sent to.',
    accept: 'Accept invitation',
    accepted: 'You belong to the team now.',
    toTeam: 'See the team',
    noToken: 'This link is not complete',
    noTokenHint: 'Open it from the mail again, or ask for a new invitation.',
  },
  id: {
    title: 'Tim',
    lead: 'Siapa yang mengurus acara bersamamu, dan apa yang boleh dilakukan.',
    none: 'Kamu belum bergabung dengan organisasi',
    noneHint: 'Organisasi dibuat saat pengajuanmu disetujui, atau saat ada yang mengundangmu.',
    members: (count) => `Anggota: ${count}`,
    role: 'Peran',
    roles: { OWNER: 'Pemilik', MANAGER: 'Pengelola', MEMBER: 'Anggota' },
    roleHints: {
      OWNER: 'boleh semuanya, juga menunjuk pemilik lain',
      MANAGER: 'mengurus acara, penjualan, dan gerbang, serta mengundang',
      MEMBER: 'melihat acara dan angkanya',
    },
    email: 'Alamat surel',
    emailHint: 'Yang belum punya akun mendapat undangan lewat surel.',
    invite: 'Undang',
    invited: (email) => `Undangan sedang dikirim ke ${email}.`,
    added: (email) => `${email} sekarang anggota timmu.`,
    open: 'Diundang',
    until: (moment) => `sampai ${moment}`,
    withdraw: (email) => `Tarik undangan ${email}`,
    remove: (name) => `Keluarkan ${name}`,
    removeAsk: (name, organization) => `${name} tidak bisa lagi melihat atau mengubah acara ${organization}.`,
    removeYes: 'Keluarkan',
    leave: 'Keluar dari tim',
    leaveAsk: (organization) => `Kamu tidak bisa lagi melihat atau mengubah acara ${organization}.`,
    keep: 'Kembali',
    close: 'Tutup',
    you: 'kamu',
    invitation: 'Kamu diundang',
    invitationLead: 'Ada yang ingin mengurus acara bersamamu. Terima dengan alamat yang menerima surelnya.',
    accept: 'Terima undangan',
    accepted: 'Kamu sekarang anggota tim.',
    toTeam: 'Lihat timnya',
    noToken: 'Tautan ini tidak lengkap',
    noTokenHint: 'Buka lagi dari surel, atau minta undangan baru.',
  },
};
