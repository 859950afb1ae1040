import { z } from 'zod';
import { command } from '../../kernel/idempotency.ts';
import { pageInput, pageOf } from '../../kernel/paging.ts';
import { publicProcedure, roleProcedure, router, userProcedure } from '../../kernel/trpc.ts';
import { id } from '../../kernel/validation.ts';
import {
  deleteOrganization,
  foundOrganization,
  getOrganization,
  listOrganizations,
  replaceOrganization,
  updateOrganization,
} from './directory.service.ts';
import { acceptInvitation, listInvitations, withdrawInvitation } from './invitations.service.ts';
import { addMember, changeMember, leaveOrganization, listMembers, removeMember } from './members.service.ts';
import {
  acceptInvitationInput,
  addedMemberOutput,
  addMemberInput,
  changeMemberInput,
  createOrganizationInput,
  invitationInput,
  invitationOutput,
  listOrganizationsInput,
  memberInput,
  memberOutput,
  organizationOutput,
  replaceOrganizationInput,
  updateOrganizationInput,
} from './organizations.schema.ts';

const administratorProcedure = roleProcedure('administrator');

/** Who organizes. Everybody reads, members see each other; the organization's events are in the catalogue. */
export const organizationsRouter = router({
  list: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/organizations',
        tags: ['Organizations'],
        summary: 'Organizations',
        protect: false,
      },
      rest: { page: true },
    })
    .input(listOrganizationsInput)
    .output(pageOf(organizationOutput))
    .query(({ ctx, input }) => listOrganizations(ctx, input)),

  get: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/organizations/{id}',
        tags: ['Organizations'],
        summary: 'One organization',
        protect: false,
      },
    })
    .input(z.object({ id }))
    .output(organizationOutput)
    .query(({ ctx, input }) => getOrganization(ctx, input)),

  create: administratorProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/organizations',
        tags: ['Organizations'],
        summary: 'Create an organization',
        description: 'For administrators; others get theirs when their organizer proposal is approved.',
      },
      rest: { status: 201 },
    })
    .input(createOrganizationInput)
    .output(organizationOutput)
    .mutation(command(foundOrganization)),

  replace: userProcedure
    .meta({
      openapi: {
        method: 'PUT',
        path: '/organizations/{id}',
        tags: ['Organizations'],
        summary: 'Replace an organization',
        description: 'For its owners, its managers and administrators. What is absent becomes its default.',
      },
    })
    .input(replaceOrganizationInput)
    .output(organizationOutput)
    .mutation(command(replaceOrganization)),

  update: userProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/organizations/{id}',
        tags: ['Organizations'],
        summary: 'Change an organization',
        description: 'For its owners, its managers and administrators. What is absent stays as it is.',
      },
    })
    .input(updateOrganizationInput)
    .output(organizationOutput)
    .mutation(command(updateOrganization)),

  delete: administratorProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/organizations/{id}',
        tags: ['Organizations'],
        summary: 'Delete an organization',
        description: 'Refused when it has events.',
      },
      rest: { status: 204 },
    })
    .input(z.object({ id }))
    .output(z.void())
    .mutation(command(deleteOrganization)),

  listMembers: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/organizations/{id}/members',
        tags: ['Organizations'],
        summary: 'Members of an organization',
        description: 'For members and administrators.',
      },
      rest: { page: true },
    })
    .input(z.object({ ...pageInput, id }))
    .output(pageOf(memberOutput))
    .query(({ ctx, input }) => listMembers(ctx, input)),

  addMember: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/organizations/{id}/members',
        tags: ['Organizations'],
        summary: 'Add a member',
        description:
          'By an owner, a manager or an administrator; owners are made by owners. Who has no account is invited by mail.',
      },
      rest: { status: 201, aliases: ['/organizations/{id}/add-member'] },
    })
    .input(addMemberInput)
    .output(addedMemberOutput)
    .mutation(command(addMember)),

  changeMember: userProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/organizations/{id}/members/{user_id}',
        tags: ['Organizations'],
        summary: 'Give a member another role',
        description: 'Owners are made and changed by owners. The last owner stays one.',
      },
    })
    .input(changeMemberInput)
    .output(memberOutput)
    .mutation(command(changeMember)),

  removeMember: userProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/organizations/{id}/members/{user_id}',
        tags: ['Organizations'],
        summary: 'Remove a member',
        description: 'Owners are removed by owners. The last owner stays.',
      },
      rest: { status: 204 },
    })
    .input(memberInput)
    .output(z.void())
    .mutation(command(removeMember)),

  leave: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/organizations/{id}/leave',
        tags: ['Organizations'],
        summary: 'Leave an organization',
        description: 'The last owner stays.',
      },
      rest: { status: 204 },
    })
    .input(z.object({ id }))
    .output(z.void())
    .mutation(command(leaveOrganization)),

  listInvitations: userProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/organizations/{id}/invitations',
        tags: ['Organizations'],
        summary: 'Open invitations',
        description: 'For its owners, its managers and administrators.',
      },
      rest: { page: true },
    })
    .input(z.object({ ...pageInput, id }))
    .output(pageOf(invitationOutput))
    .query(({ ctx, input }) => listInvitations(ctx, input)),

  withdrawInvitation: userProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/organizations/{id}/invitations/{invitation_id}',
        tags: ['Organizations'],
        summary: 'Withdraw an invitation',
      },
      rest: { status: 204 },
    })
    .input(invitationInput)
    .output(z.void())
    .mutation(command(withdrawInvitation)),

  acceptInvitation: userProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/organizations/invitations/accept',
        tags: ['Organizations'],
        summary: 'Accept an invitation',
        description: 'With the token of the mail, once, signed in with the address that it was sent to.',
      },
    })
    .input(acceptInvitationInput)
    .output(memberOutput)
    .mutation(command(acceptInvitation)),
});
