import { afterAll, beforeAll, expect, test } from 'vitest';
import { appRouter } from '../../src/router.ts';
import { INPUTS } from './inputs.ts';
import { CAST, judge, type Stage, setStage } from './stage.ts';

/*
 * Every procedure × everybody who can ask. Columns: anonymous, customer (owns the booking, ticket and proposal),
 * organizer of another organization, member (whom the customer offers a ticket), manager, owner, staff, support, vendor, administrator.
 * `+` may (whatever the state then says), `u` 401, `f` 403, `n` 404 because for this caller there is no such thing.
 */
const TABLE: Record<string, string> = {
  'account.get': 'u+++++++++',
  'account.update': 'u+++++++++',
  'account.updateProfile': 'u+++++++++',
  'account.updateAny': 'uffffffff+',
  'attendees.list': 'ufff++fff+',
  'auth.register': '++++++++++',
  'auth.login': 'uuuuuuuuuu',
  'auth.refresh': 'uuuuuuuuuu',
  'auth.logout': 'u+++++++++',
  'auth.changePassword': 'u+++++++++',
  'auth.requestPasswordReset': '++++++++++',
  'auth.confirmPasswordReset': '++++++++++',
  'auth.signIn': 'uuuuuuuuuu',
  'bookings.create': 'u+++++++++',
  'bookings.list': 'u+++++++++',
  'bookings.get': 'u+n+++++n+',
  'bookings.listOfUser': 'u+fffffff+',
  'bookings.listOfEvent': 'uff+++fff+',
  'bookings.pay': 'u+nnffffn+',
  'bookings.confirm': 'ufnnfff+n+',
  'bookings.cancel': 'u+nnff++n+',
  'bookings.refund': 'ufnn++f+n+',
  'bookings.setStatus': 'u+nnff++n+',
  'boxOffice.issueComps': 'ufff+++ff+',
  'boxOffice.listComps': 'ufff+++ff+',
  'boxOffice.compQuota': 'ufff+++ff+',
  'boxOffice.changeCompQuota': 'ufff++fff+',
  'boxOffice.refund': 'ufffff+ff+',
  'boxOffice.upgrade': 'ufffff+ff+',
  'boxOffice.resendTickets': 'ufffff+ff+',
  'boxOffice.resendInvoice': 'ufffff+ff+',
  'categories.list': '++++++++++',
  'categories.get': '++++++++++',
  'categories.create': 'uffffffff+',
  'categories.replace': 'uffffffff+',
  'categories.update': 'uffffffff+',
  'categories.delete': 'uffffffff+',
  'checkout.createIntent': 'u+nnnnnnnn',
  'checkout.createSession': 'u+nnnnnnnn',
  'checkout.confirm': 'unnnnnnnnn',
  'checkout.timeline': 'u+n+++++n+',
  'config.get': '++++++++++',
  'config.replace': 'uffffffff+',
  'config.update': 'uffffffff+',
  'config.sponsors': '++++++++++',
  'config.createSponsor': 'uffffffff+',
  'config.updateSponsor': 'uffffffff+',
  'config.deleteSponsor': 'uffffffff+',
  'config.schedule': '++++++++++',
  'config.createScheduleItem': 'uffffffff+',
  'config.updateScheduleItem': 'uffffffff+',
  'config.deleteScheduleItem': 'uffffffff+',
  'config.contact': '++++++++++',
  'config.listMessages': 'uffffff+f+',
  'config.answerMessage': 'uffffff+f+',
  'events.list': '++++++++++',
  'events.get': 'nnn+++nnn+',
  'events.upcoming': 'u+++++++++',
  'events.listOwn': 'uf+f++fff+',
  'events.sales': 'uf+f++fff+',
  'events.listOfOrganizer': 'uffffffff+',
  'events.listPending': 'uffffffff+',
  'events.review': 'uffffffff+',
  'events.decide': 'uffffffff+',
  'events.create': 'uf+f++fff+',
  'events.submit': 'uf+f++fff+',
  'events.update': 'ufff++fff+',
  'events.replace': 'ufff++fff+',
  'events.delete': 'ufff++fff+',
  'events.publish': 'ufff++fff+',
  'events.cancel': 'ufff++fff+',
  'events.cancellation': 'ufnfnnfffn',
  'gates.settings': 'ufff+++ff+',
  'gates.changeSettings': 'ufff++fff+',
  'gates.list': 'ufff+++ff+',
  'gates.create': 'ufff++fff+',
  'gates.rename': 'ufff++fff+',
  'gates.close': 'ufff++fff+',
  'gates.listDevices': 'ufff++fff+',
  'gates.addDevice': 'ufff++fff+',
  'gates.pair': 'uuuuuuuuuu',
  'gates.revokeDevice': 'ufff++fff+',
  'gates.listStaff': 'uffffffff+',
  'gates.bindStaff': 'uffffffff+',
  'gates.unbindStaff': 'uffffffffn',
  'gates.snapshot': 'ufff+++ff+',
  'jobs.listFailed': 'uffffffff+',
  'jobs.retry': 'uffffffffn',
  'organizations.list': '++++++++++',
  'organizations.get': '++++++++++',
  'organizations.create': 'uffffffff+',
  'organizations.replace': 'ufff++fff+',
  'organizations.update': 'ufff++fff+',
  'organizations.delete': 'uffffffff+',
  'organizations.listMembers': 'uff+++fff+',
  'organizations.addMember': 'ufff++fff+',
  'organizations.changeMember': 'ufff++fff+',
  'organizations.removeMember': 'ufff++fff+',
  'organizations.leave': 'uff+++ffff',
  'organizations.listInvitations': 'ufff++fff+',
  'organizations.withdrawInvitation': 'ufffnnfffn',
  'organizations.acceptInvitation': 'unnnnnnnnn',
  'organizations.listEvents': 'u+++++++++',
  'payments.list': 'u+++++++++',
  'payments.create': 'u+nnnnnnn+',
  'payments.get': 'u+nnnnnnn+',
  'payments.update': 'uffffffff+',
  'payments.delete': 'uffffffff+',
  'posters.upload': 'uf+f++fff+',
  'posters.list': 'nnn+++nnn+',
  'posters.delete': 'ufffnnfffn',
  'proposals.submit': 'u+++++++++',
  'proposals.listOwn': 'u+++++++++',
  'proposals.get': 'u+nnnnnnn+',
  'proposals.list': 'uffffffff+',
  'proposals.review': 'uffffffff+',
  'proposals.decide': 'uffffffff+',
  'reconciliations.list': 'uffffffff+',
  'reconciliations.run': 'uffffffff+',
  'registrations.list': 'u+++++++++',
  'registrations.create': 'u+++++++++',
  'registrations.get': 'u+n+++++n+',
  'registrations.update': 'uffffffff+',
  'registrations.delete': 'uffffffff+',
  'scan.validate': 'uf+f+++ff+',
  'scan.commit': 'uf+f+++ff+',
  'scan.undo': 'ufnf++ffn+',
  'scan.logs': 'ufff+++ff+',
  'scan.stats': 'ufff+++ff+',
  'scan.upload': 'uf+f+++ff+',
  'scan.conflicts': 'ufff+++ff+',
  'scan.resolveConflict': 'unnnnnnnnn',
  'ticketTypes.list': '++++++++++',
  'ticketTypes.listAvailable': 'nnn+++nnn+',
  'ticketTypes.create': 'ufff++fff+',
  'ticketTypes.replace': 'ufff++fff+',
  'ticketTypes.update': 'ufff++fff+',
  'ticketTypes.delete': 'ufff++fff+',
  'ticketTypes.createPool': 'ufff++fff+',
  'tickets.listOwn': 'u+++++++++',
  'tickets.get': 'n+n+++++n+',
  'tickets.qr': 'u+nnnnnnnn',
  'tickets.purchase': 'u+++++++++',
  'tickets.refund': 'u+nnnnnnnn',
  'tickets.refundAny': 'uffffffff+',
  'transfers.list': 'u+++++++++',
  'transfers.create': 'u+nnnnnnnn',
  'transfers.cancel': 'u+nfnnnnnn',
  'transfers.accept': 'uff+ffffff',
  'transfers.decline': 'uff+ffffff',
  'transfers.acceptReceived': 'ufn+nnnnnn',
  'transfers.declineReceived': 'ufn+nnnnnn',
  'upgrades.list': 'u+++++++++',
  'upgrades.create': 'u+nnnnnnnn',
  'upgrades.cancel': 'unnnnnnnnn',
  'users.list': 'uffffffff+',
  'users.create': 'uffffffff+',
  'users.get': 'u+fffffff+',
  'users.listOrganizers': 'uffffffff+',
  'vendors.list': '++++++++++',
  'vendors.profile': 'ufffffff+f',
  'vendors.updateProfile': 'ufffffff+f',
  'vendors.dashboard': 'ufffffff+f',
  'vendors.setupQr': 'ufffffff+f',
  'vendors.scanSetup': 'ufffff+ff+',
  'vendors.listBooths': 'uffffffff+',
  'vendors.createBooth': 'uffffffff+',
  'vendors.updateBooth': 'uffffffff+',
  'vendors.deleteBooth': 'uffffffff+',
  'vendors.assignBooth': 'uffffffff+',
  'vendors.unassignBooth': 'uffffffff+',
  'vendors.listAll': 'uffffffff+',
  'vendors.decide': 'uffffffff+',
  'venues.list': '++++++++++',
  'venues.get': '++++++++++',
  'venues.create': 'uffffffff+',
  'venues.replace': 'uffffffff+',
  'venues.update': 'uffffffff+',
  'venues.delete': 'uffffffff+',
  'venues.listManagers': 'uffffffff+',
  'venues.addManager': 'uffffffff+',
  'venues.removeManager': 'uffffffffn',
  'venues.schedule': '++++++++++',
};

/** All that a paired gate may do. */
const FOR_GATES = ['gates.snapshot', 'scan.commit', 'scan.upload', 'scan.validate'];

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(async () => {
  await stage.world[Symbol.asyncDispose]();
});

test('no procedure is without a row, and no row without a procedure', () => {
  const procedures = Object.keys(appRouter._def.procedures).sort();
  expect(Object.keys(TABLE).sort()).toEqual(procedures);
  expect(Object.keys(INPUTS).sort()).toEqual(procedures);
});

test.each(Object.entries(TABLE))('%s: %s', async (procedure, expected) => {
  const input = INPUTS[procedure]?.(stage.ids) ?? {};
  const judged: string[] = [];
  for (const who of CAST) judged.push(await judge(stage, who, procedure, input));
  expect(judged.join('')).toBe(expected);
});

test('a paired gate may do what gates do, and nothing else', async () => {
  const allowed: string[] = [];
  for (const procedure of Object.keys(TABLE)) {
    const judged = await judge(stage, 'gate', procedure, INPUTS[procedure]?.(stage.ids) ?? {});
    expect(judged, procedure).toMatch(/^[+f]$/);
    if (judged === '+') allowed.push(procedure);
  }
  expect(allowed.sort()).toEqual(FOR_GATES);
});
