/** What `dicoevent.md` documents of posters and caching, at the paths that it documents. */
export const DICOEVENT_ENDPOINTS = [
  'POST /api/events/upload/',
  'GET /api/events/{id}/poster/',
  'GET /api/events/{id}/',
  'GET /api/tickets/',
] as const;
