import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PublicEvent } from '@setiket/core/features/catalogue';
import type { Deps } from '@setiket/core/kernel/context';
import express, { type Request, type RequestHandler, type Response } from 'express';
import staticGzip from 'express-static-gzip';
import { escapeHtml } from '../pages/html.ts';

/** Where the web app is built to; a checkout in which nobody has built it does without. */
export const WEB_FOLDER = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

/** An event as anybody sees it; undefined where there is none. */
export type FindPublicEvent = (deps: Deps, id: string) => Promise<PublicEvent | undefined>;

/** Everything below these is not for the app to show. */
const OTHER_DOORS = /^\/(api|trpc|media|problems|health|apidocs|docs|redoc|assets)(\/|$)/;
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const EVENT_PATH = new RegExp(`^/events/(${UUID})/?$`, 'i');
const GATE_PATH = /^\/gate(\/|$)/;

/** Addresses of the web app, as its router has them; a test compares the two. */
export const WEB_PATHS = [
  '/',
  '/events/$id',
  '/sign-in',
  '/register',
  '/forgot-password',
  '/reset-password',
  '/verify-email',
  '/account',
  '/orders',
  '/orders/$id',
  '/tickets',
  '/tickets/$id',
  '/transfers',
  '/organizer',
  '/become-organizer',
  '/organizer/team',
  '/invitations',
  '/organizer/events/new',
  '/organizer/events/$id',
  '/admin',
  '/box-office',
  '/festival',
  '/gate',
] as const;
const KNOWN_PATH = new RegExp(
  `^(${WEB_PATHS.map((path) => path.replace(/\/$/, '').replaceAll('$id', '[^/]+')).join('|')})/?$`,
);

/** Pages that visitors and guests open by their address: what they are made of is asked for with them. */
const PAGES: readonly [path: RegExp, source: string][] = [
  [/^\/$/, 'src/pages/home/home-page.tsx'],
  [EVENT_PATH, 'src/pages/event/event-page.tsx'],
  [/^\/tickets\/?$/, 'src/pages/tickets/tickets-page.tsx'],
  [/^\/tickets\/./, 'src/pages/tickets/ticket-page.tsx'],
  [GATE_PATH, 'src/pages/gate/gate-page.tsx'],
];

/**
 * The web app: its files, and for every other address that a browser opens its one page. The pages of events carry what
 * search engines and messengers read without running anything.
 */
export function web(deps: Deps, folder: string, findEvent: FindPublicEvent): RequestHandler {
  const router = express.Router();
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return router;
  const html = readFileSync(index, 'utf8');
  const preloads = PAGES.map(([path, source]) => [path, preloadsOf(folder, html, source)] as const);
  router.use('/assets', files(join(folder, 'assets'), { immutable: true, maxAge: '1y' }));
  router.use(files(folder, { maxAge: '0' }));
  router.use(async (req, res, next) => {
    if (!isPage(req)) return next();
    if (GATE_PATH.test(req.path)) allowCamera(res);
    const id = EVENT_PATH.exec(req.path)?.[1];
    const event = id === undefined ? undefined : await findEvent(deps, id);
    if (!KNOWN_PATH.test(req.path) || (id !== undefined && !event)) res.status(404);
    res.setHeader('Cache-Control', 'no-cache');
    const parts = preloads.find(([path]) => path.test(req.path))?.[1] ?? '';
    const page = html.replace('</head>', () => `${parts}</head>`);
    res.type('html').send(event ? withEvent(page, event, deps.env.PUBLIC_URL) : page);
  });
  return router;
}

/** Files as the build has compressed them. One that is gone, as when the app is built anew, is not found, and no more. */
function files(folder: string, serveStatic: { immutable?: boolean; maxAge: string }) {
  return staticGzip(folder, {
    enableBrotli: true,
    orderPreference: ['br', 'gz'],
    index: false,
    serveStatic: { ...serveStatic, redirect: false, fallthrough: true },
  });
}

type Chunk = { file: string; imports?: string[] };

/** The scripts of a page, in the words of the build, but for those that every page asks for. */
function preloadsOf(folder: string, html: string, source: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const files = new Set<string>();
  const visit = (name: string) => {
    const chunk = manifest[name];
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  visit(source);
  return [...files]
    .filter((file) => !html.includes(file))
    .map((file) => `<link rel="modulepreload" crossorigin href="/${file}" />`)
    .join('');
}

/** A browser that opens an address, as opposed to a program that asks for data where there is none. */
function isPage({ method, path, headers }: Request): boolean {
  if ((method !== 'GET' && method !== 'HEAD') || OTHER_DOORS.test(path)) return false;
  return headers.accept?.includes('text/html') ?? false;
}

/** The gate reads QR codes with WebAssembly, which nothing else of ours needs. */
function allowCamera(res: Response): void {
  const policy = String(res.getHeader('Content-Security-Policy') ?? '');
  res.setHeader('Content-Security-Policy', policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"));
}

/** Title, preview and structured data (schema.org/Event) of an event, and its picture asked for at once. */
function withEvent(html: string, event: PublicEvent, origin: string): string {
  const url = `${origin}/events/${event.id}`;
  const picture = event.image_url === null ? undefined : new URL(event.image_url, origin).href;
  const text = event.description.replace(/\s+/g, ' ').slice(0, 200);
  const meta = (attribute: 'name' | 'property', name: string, content: string) =>
    `<meta ${attribute}="${name}" content="${escapeHtml(content)}" />`;
  const head = [
    meta('property', 'og:type', 'website'),
    meta('property', 'og:site_name', 'Setiket'),
    meta('property', 'og:title', event.title),
    meta('property', 'og:description', text),
    meta('property', 'og:url', url),
    ...(picture
      ? [
          meta('property', 'og:image', picture),
          meta('name', 'twitter:card', 'summary_large_image'),
          `<link rel="preload" as="image" href="${escapeHtml(picture)}" imagesizes="(min-width: 64rem) 44rem, 100vw"${
            event.image_srcset ? ` imagesrcset="${escapeHtml(event.image_srcset)}"` : ''
          } fetchpriority="high" />`,
        ]
      : []),
    `<link rel="canonical" href="${escapeHtml(url)}" />`,
    `<script type="application/ld+json">${structured(event, url, picture)}</script>`,
  ];
  return html
    .replace(/<title>.*?<\/title>/, () => `<title>${escapeHtml(event.title)} · Setiket</title>`)
    .replace(/<meta name="description"[^>]*>/, () => meta('name', 'description', text))
    .replace('</head>', () => `${head.join('\n    ')}\n  </head>`)
    .replace('</body>', () => `${served(event)}</body>`);
}

/** The event itself: the page need not ask for what the server has just read. */
function served(event: PublicEvent): string {
  return `<script type="application/json" id="served-event">${embedded(event)}</script>`;
}

/** "</script>" in a description must not end the element. */
const embedded = (data: object) => JSON.stringify(data).replaceAll('<', '\\u003c');

const STATUSES: Partial<Record<PublicEvent['status'], string>> = {
  approved: 'https://schema.org/EventScheduled',
  completed: 'https://schema.org/EventScheduled',
  cancelled: 'https://schema.org/EventCancelled',
};

function structured(event: PublicEvent, url: string, picture: string | undefined): string {
  const place = event.is_online
    ? { '@type': 'VirtualLocation', url }
    : {
        '@type': 'Place',
        name: event.place_name,
        address: { '@type': 'PostalAddress', streetAddress: event.full_address, addressLocality: event.city },
      };
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: event.title,
    description: event.description,
    startDate: event.starts_at,
    endDate: event.ends_at,
    eventStatus: STATUSES[event.status],
    eventAttendanceMode: `https://schema.org/${event.is_online ? 'Online' : 'Offline'}EventAttendanceMode`,
    location: place,
    ...(picture && { image: [picture] }),
    organizer: { '@type': 'Organization', name: event.organization_name },
    ...(event.price !== null && {
      offers: { '@type': 'Offer', url, price: event.price, priceCurrency: event.currency },
    }),
  };
  return embedded(data);
}
