import { defineErrors } from '../../kernel/errors.ts';

export const walletErrors = defineErrors('wallet', {
  not_configured: [
    'SERVICE_UNAVAILABLE',
    'This wallet is not set up here. Your ticket and its QR code are in your account.',
  ],
  unauthorized: ['UNAUTHORIZED', 'This pass and this token don’t belong together.'],
  not_found: ['NOT_FOUND', 'Not found.'],
  too_many_devices: ['CONFLICT', 'This pass is in too many phones.'],
});
