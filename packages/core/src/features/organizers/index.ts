export { organizerProcedure } from './organizations.policy.ts';
export { organizationsRouter } from './organizations.router.ts';
export { memberRole, organizationForNewEvent, requireOrganization } from './organizations.service.ts';
export { proposalsRouter } from './organizers.router.ts';
export { decisionInput } from './organizers.schema.ts';

export { organizationPurges } from './purges.ts';

export const tables = [
  'organizations',
  'organization_members',
  'organization_invitations',
  'organizer_proposals',
] as const;
