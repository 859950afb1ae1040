import { z } from 'zod';
import { command } from '../../kernel/idempotency.ts';
import { pageInput, pageOf } from '../../kernel/paging.ts';
import { publicProcedure, roleProcedure, router, userProcedure } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import { addDevice, listDevices, pairDevice, revokeDevice } from './devices.service.ts';
import {
  addDeviceInput,
  bindStaffInput,
  changeGateSettingsInput,
  createGateInput,
  gateDeviceOutput,
  gateOutput,
  gateSettingsOutput,
  gateStaffOutput,
  listGatesInput,
  pairedOutput,
  pairInput,
  pairingOutput,
  renameGateInput,
  unbindStaffInput,
} from './gates.schema.ts';
import { changeSettings, closeGate, createGate, getSettings, listGates, renameGate } from './gates.service.ts';
import { bindStaff, listStaff, unbindStaff } from './staff.service.ts';

const administratorProcedure = roleProcedure('administrator');
const tags = ['Gates'];
const FOR_MANAGERS = 'For administrators, and owners and managers of the event’s organization.';

/** Doors of events, the devices at them, and who of the staff works where. */
export const gatesRouter = router({
  settings: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/gate-settings',
        tags,
        summary: 'When gates open, and re-entry',
        description: 'For whoever may scan the event.',
      },
    })
    .input(z.object({ id: id.describe('Of the event') }))
    .output(gateSettingsOutput)
    .query(({ ctx, input }) => getSettings(ctx, input)),

  changeSettings: userProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/events/{id}/gate-settings',
        tags,
        summary: 'Change when gates open, and re-entry',
        description: FOR_MANAGERS,
      },
    })
    .input(changeGateSettingsInput)
    .output(gateSettingsOutput)
    .mutation(command(changeSettings)),

  list: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/gates',
        tags,
        summary: 'Gates of an event',
        description: 'For whoever may scan the event.',
      },
      rest: { page: true },
    })
    .input(listGatesInput)
    .output(pageOf(gateOutput))
    .query(({ ctx, input }) => listGates(ctx, input)),

  create: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/events/{id}/gates',
        tags,
        summary: 'Open a gate',
        description: FOR_MANAGERS,
      },
      rest: { status: 201 },
    })
    .input(createGateInput)
    .output(gateOutput)
    .mutation(command(createGate)),

  rename: userProcedure
    .meta({
      openapi: { method: 'PATCH', path: '/gates/{id}', tags, summary: 'Rename a gate', description: FOR_MANAGERS },
    })
    .input(renameGateInput)
    .output(gateOutput)
    .mutation(command(renameGate)),

  close: userProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/gates/{id}',
        tags,
        summary: 'Close a gate for good',
        description: `Its devices are signed out; what it scanned stays. ${FOR_MANAGERS}`,
      },
      rest: { status: 204 },
    })
    .input(z.object({ id }))
    .output(z.void())
    .mutation(command(closeGate)),

  listDevices: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/gate-devices',
        tags,
        summary: 'Devices at the gates of an event',
        description: FOR_MANAGERS,
      },
      rest: { page: true },
    })
    .input(z.object({ ...pageInput, id: id.describe('Of the event') }))
    .output(pageOf(gateDeviceOutput))
    .query(({ ctx, input }) => listDevices(ctx, input)),

  addDevice: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/gates/{id}/devices',
        tags,
        summary: 'Add a device to a gate',
        description: `Answers a pairing code, good for one use within 15 minutes. ${FOR_MANAGERS}`,
      },
      rest: { status: 201 },
    })
    .input(addDeviceInput)
    .output(pairingOutput)
    .mutation(command(addDevice)),

  pair: publicProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/gates/pair',
        tags,
        summary: 'Pair a device',
        description:
          'Exchanges a pairing code for the device’s token. With it, the device may scan tickets of its event, load snapshots and upload scans, and nothing else.',
        protect: false,
      },
    })
    .input(pairInput)
    .output(pairedOutput)
    .mutation(command(pairDevice)),

  revokeDevice: userProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/gate-devices/{id}',
        tags,
        summary: 'Revoke a device',
        description: FOR_MANAGERS,
      },
      rest: { status: 204 },
    })
    .input(z.object({ id }))
    .output(z.void())
    .mutation(command(revokeDevice)),

  listStaff: administratorProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/events/{id}/gate-staff',
        tags,
        summary: 'Staff bound to an event',
        description: 'Staff who are bound to events scan these alone; all others scan every event.',
      },
      rest: { page: true },
    })
    .input(z.object({ ...pageInput, id: id.describe('Of the event') }))
    .output(pageOf(gateStaffOutput))
    .query(({ ctx, input }) => listStaff(ctx, input)),

  bindStaff: administratorProcedure
    .meta({
      openapi: { method: 'POST', path: '/events/{id}/gate-staff', tags, summary: 'Bind a staff account to an event' },
      rest: { status: 201 },
    })
    .input(bindStaffInput)
    .output(gateStaffOutput)
    .mutation(command(bindStaff)),

  unbindStaff: administratorProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/events/{id}/gate-staff/{user_id}',
        tags,
        summary: 'Unbind a staff account from an event',
      },
      rest: { status: 204 },
    })
    .input(unbindStaffInput)
    .output(z.void())
    .mutation(command(unbindStaff)),
});
