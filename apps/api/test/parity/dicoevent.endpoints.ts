/** What `dicoevent.md` documents, at the paths that it documents. */
export const DICOEVENT_ENDPOINTS = {
  posters: ['POST /api/events/upload/', 'GET /api/events/{id}/poster/', 'GET /api/events/{id}/', 'GET /api/tickets/'],
  registrations: [
    'GET /api/registrations/',
    'POST /api/registrations/',
    'GET /api/registrations/{id}/',
    'PUT /api/registrations/{id}/',
    'DELETE /api/registrations/{id}/',
  ],
  payments: [
    'GET /api/payments/',
    'POST /api/payments/',
    'GET /api/payments/{id}/',
    'PUT /api/payments/{id}/',
    'DELETE /api/payments/{id}/',
  ],
} as const;
