import { z } from 'zod';
import { command } from '../../kernel/idempotency.ts';
import { pageOf } from '../../kernel/paging.ts';
import { publicProcedure, roleProcedure, router } from '../../kernel/trpc.ts';
import { assignBooth, decideVendor, listVendors, unassignBooth } from './assignment.service.ts';
import { createBooth, deleteBooth, listBooths, updateBooth } from './booths.service.ts';
import { getDashboard, getOwnProfile, listPublicVendors, updateOwnProfile } from './profile.service.ts';
import { getSetupQr, scanSetup } from './setup.service.ts';
import {
  assignBoothInput,
  boothInput,
  boothOutput,
  createBoothInput,
  dashboardOutput,
  decideVendorInput,
  listBoothsInput,
  listPublicVendorsInput,
  listVendorsInput,
  publicVendorOutput,
  scanSetupInput,
  scanSetupOutput,
  setupQrInput,
  setupQrOutput,
  unassignBoothInput,
  updateBoothInput,
  updateProfileInput,
  vendorOutput,
} from './vendors.schema.ts';

const tags = ['Vendors'];
const vendorProcedure = roleProcedure('vendor');
const administratorProcedure = roleProcedure('administrator');

/** Who has a stand: everybody finds them, they keep their profile, administrators give out booths, staff let them in. */
export const vendorsRouter = router({
  list: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/vendors',
        tags,
        summary: 'Vendors',
        description: 'Those that were approved, with their booths.',
        protect: false,
      },
      rest: { page: true, aliases: ['/vendors/list'] },
    })
    .input(listPublicVendorsInput)
    .output(pageOf(publicVendorOutput))
    .query(({ ctx, input }) => listPublicVendors(ctx, input)),

  profile: vendorProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/vendors/profile',
        tags,
        summary: 'Own vendor profile',
      },
    })
    .input(z.object({}))
    .output(vendorOutput)
    .query(({ ctx }) => getOwnProfile(ctx)),

  updateProfile: vendorProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/vendors/profile',
        tags,
        summary: 'Change own vendor profile',
        description: 'What is absent stays as it is.',
      },
      rest: { multipart: true },
    })
    .input(updateProfileInput)
    .output(vendorOutput)
    .mutation(command(updateOwnProfile)),

  dashboard: vendorProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/vendors/dashboard',
        tags,
        summary: 'Own booths and what is to do',
      },
    })
    .input(z.object({}))
    .output(dashboardOutput)
    .query(({ ctx }) => getDashboard(ctx)),

  setupQr: vendorProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/vendors/setup-qr',
        tags,
        summary: 'QR code to set a booth up',
        description: 'Staff scan it at the gate. Worthless once the booth is somebody else’s.',
      },
    })
    .input(setupQrInput)
    .output(setupQrOutput)
    .query(({ ctx, input }) => getSetupQr(ctx, input)),

  scanSetup: roleProcedure('staff', 'administrator')
    .meta({
      openapi: {
        method: 'POST',
        path: '/vendors/setup/scan',
        tags,
        summary: 'Let a vendor in to set up',
        description: 'The first scan counts; a later one answers `already_set_up` with the time of the first.',
      },
    })
    .input(scanSetupInput)
    .output(scanSetupOutput)
    .mutation(command(scanSetup)),

  listBooths: administratorProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/vendors/admin/booths',
        tags,
        summary: 'Booths',
      },
      rest: { page: true },
    })
    .input(listBoothsInput)
    .output(pageOf(boothOutput))
    .query(({ ctx, input }) => listBooths(ctx, input)),

  createBooth: administratorProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/vendors/admin/booths',
        tags,
        summary: 'Create a booth',
        description: 'Its number is unique at its event.',
      },
      rest: { status: 201 },
    })
    .input(createBoothInput)
    .output(boothOutput)
    .mutation(command(createBooth)),

  updateBooth: administratorProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/vendors/admin/booths/{id}',
        tags,
        summary: 'Change a booth',
        description: 'What is absent stays as it is. A booth that somebody has stays at its event.',
      },
    })
    .input(updateBoothInput)
    .output(boothOutput)
    .mutation(command(updateBooth)),

  deleteBooth: administratorProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/vendors/admin/booths/{id}',
        tags,
        summary: 'Delete a booth',
        description: 'Refused while somebody has it.',
      },
      rest: { status: 204 },
    })
    .input(boothInput)
    .output(z.void())
    .mutation(command(deleteBooth)),

  assignBooth: administratorProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/vendors/admin/booths/assign',
        tags,
        summary: 'Assign a booth',
        description: 'To one vendor at a time; a vendor may have several. Approves a pending vendor.',
      },
    })
    .input(assignBoothInput)
    .output(boothOutput)
    .mutation(command(assignBooth)),

  unassignBooth: administratorProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/vendors/admin/booths/unassign',
        tags,
        summary: 'Take a booth back',
      },
    })
    .input(unassignBoothInput)
    .output(boothOutput)
    .mutation(command(unassignBooth)),

  listAll: administratorProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/vendors/admin/vendors',
        tags,
        summary: 'All vendors',
      },
      rest: { page: true },
    })
    .input(listVendorsInput)
    .output(pageOf(vendorOutput))
    .query(({ ctx, input }) => listVendors(ctx, input)),

  decide: administratorProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/vendors/admin/vendors/{id}',
        tags,
        summary: 'Approve or suspend a vendor',
      },
    })
    .input(decideVendorInput)
    .output(vendorOutput)
    .mutation(command(decideVendor)),
});
