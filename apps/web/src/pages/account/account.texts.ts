import type { Texts } from '../../lib/locale.tsx';

type AccountTexts = {
  signIn: string;
  welcome: string;
  toContinue: string;
  username: string;
  usernameOrEmail: string;
  email: string;
  password: string;
  passwordHint: string;
  forgot: string;
  noAccount: string;
  register: string;
  registerLead: string;
  haveAccount: string;
  firstName: string;
  lastName: string;
  optional: string;
  phone: string;
  create: string;
  forgotTitle: string;
  forgotLead: string;
  sendLink: string;
  linkSent: string;
  resetTitle: string;
  newPassword: string;
  savePassword: string;
  passwordSaved: string;
  noToken: string;
  account: string;
  profile: string;
  save: string;
  saved: string;
  balance: string;
  language: string;
  changePassword: string;
  oldPassword: string;
  passwordChanged: string;
  signOut: string;
  verifyTitle: string;
  verifyLead: string;
  verify: string;
  verified: string;
  noVerification: string;
  toEvents: string;
  unverified: string;
  sendVerification: string;
  verificationSent: string;
};

export const accountTexts: Texts<AccountTexts> = {
  en: {
    signIn: 'Sign in',
    welcome: 'Good to see you again.',
    toContinue: 'Sign in, and you go on where you were. What you chose is kept.',
    username: 'Username',
    usernameOrEmail: 'Username or e-mail',
    email: 'E-mail address',
    password: 'Password',
    passwordHint: 'At least 8 characters. A sentence is easier to remember than signs.',
    forgot: 'Forgot your password?',
    noAccount: 'New here?',
    register: 'Create an account',
    registerLead: 'One minute, and your tickets have a home.',
    haveAccount: 'Already have an account?',
    firstName: 'First name',
    lastName: 'Last name',
    optional: 'Optional',
    phone: 'Phone number',
    create: 'Create account',
    forgotTitle: 'Set a new password',
    forgotLead: 'We mail you a link that works for one hour.',
    sendLink: 'Send me the link',
    linkSent: 'If there is an account with this address, a mail with the link is on its way.',
    resetTitle: 'Choose a new password',
    newPassword: 'New password',
    savePassword: 'Save password',
    passwordSaved: 'Your password was changed. Sign in with the new one.',
    noToken: 'This link is not complete. Open it from the mail again, or ask for a new one.',
    account: 'Account',
    profile: 'Profile',
    save: 'Save',
    saved: 'Saved.',
    balance: 'Balance',
    language: 'Language of mails',
    changePassword: 'Change password',
    oldPassword: 'Current password',
    passwordChanged: 'Changed. All other devices were signed out.',
    signOut: 'Sign out',
    verifyTitle: 'Verify your e-mail address',
    verifyLead:
      'Your account uses this address. Verify it, so that tickets and invitations that are sent to it reach you.',
    verify: 'Verify address',
    verified: 'Your e-mail address is verified.',
    noVerification: 'This link is not complete or was used already. Your account page sends you a new one.',
    toEvents: 'To the events',
    unverified:
      'Your e-mail address is not verified yet. You can buy tickets, but tickets and invitations that others send to this address do not appear here. Open the link in the mail that we sent you.',
    sendVerification: 'Send the mail again',
    verificationSent: 'Sent. The link is good for three days.',
  },
  id: {
    signIn: 'Masuk',
    welcome: 'Senang ketemu lagi.',
    toContinue: 'Masuk, lalu lanjut dari tempatmu tadi. Pilihanmu tetap ada.',
    username: 'Nama pengguna',
    usernameOrEmail: 'Nama pengguna atau surel',
    email: 'Alamat surel',
    password: 'Kata sandi',
    passwordHint: 'Paling sedikit 8 karakter. Kalimat lebih mudah diingat daripada simbol.',
    forgot: 'Lupa kata sandi?',
    noAccount: 'Baru di sini?',
    register: 'Buat akun',
    registerLead: 'Satu menit saja, dan tiketmu punya rumah.',
    haveAccount: 'Sudah punya akun?',
    firstName: 'Nama depan',
    lastName: 'Nama belakang',
    optional: 'Boleh kosong',
    phone: 'Nomor telepon',
    create: 'Buat akun',
    forgotTitle: 'Ganti kata sandi',
    forgotLead: 'Kami kirim tautan yang berlaku satu jam.',
    sendLink: 'Kirim tautannya',
    linkSent: 'Kalau ada akun dengan alamat ini, surel berisi tautan sedang dikirim.',
    resetTitle: 'Pilih kata sandi baru',
    newPassword: 'Kata sandi baru',
    savePassword: 'Simpan kata sandi',
    passwordSaved: 'Kata sandimu sudah diganti. Masuk dengan yang baru.',
    noToken: 'Tautan ini tidak lengkap. Buka lagi dari surel, atau minta yang baru.',
    account: 'Akun',
    profile: 'Profil',
    save: 'Simpan',
    saved: 'Tersimpan.',
    balance: 'Saldo',
    language: 'Bahasa surel',
    changePassword: 'Ganti kata sandi',
    oldPassword: 'Kata sandi sekarang',
    passwordChanged: 'Sudah diganti. Semua perangkat lain dikeluarkan.',
    signOut: 'Keluar',
    verifyTitle: 'Verifikasi alamat surelmu',
    verifyLead: 'Akunmu memakai alamat ini. Verifikasi supaya tiket dan undangan yang dikirim ke sana sampai kepadamu.',
    verify: 'Verifikasi alamat',
    verified: 'Alamat surelmu sudah terverifikasi.',
    noVerification: 'Tautan ini tidak lengkap atau sudah dipakai. Minta yang baru di halaman akunmu.',
    toEvents: 'Lihat acara',
    unverified:
      'Alamat surelmu belum terverifikasi. Kamu tetap bisa membeli tiket, tetapi tiket dan undangan yang dikirim orang lain ke alamat ini tidak muncul di sini. Buka tautan di surel yang kami kirim.',
    sendVerification: 'Kirim lagi surelnya',
    verificationSent: 'Terkirim. Tautannya berlaku tiga hari.',
  },
};
