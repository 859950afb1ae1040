// Keeps the app's own files, so that pages which were open once open without network. Data is the pages' own business.
const CACHE = 'setiket-app-1';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      // A program that asks for `/` gets another page than a browser.
      .then((cache) => cache.add(new Request('/', { headers: { Accept: 'text/html' } })))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((keys) => Promise.all(keys.filter((key) => key !== CACHE).map((key) => caches.delete(key))))
      .then(() => self.clients.claim()),
  );
});

// What a page loaded before this worker was there to see it.
self.addEventListener('message', (event) => {
  const { keep = [] } = event.data ?? {};
  event.waitUntil(Promise.all(keep.map((url) => assetOf(new Request(url)).catch(() => {}))));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') {
    if (!/^\/(api|trpc|media|problems)(\/|$)/.test(url.pathname)) event.respondWith(pageOf(request));
  } else if (url.pathname.startsWith('/assets/')) event.respondWith(assetOf(request));
});

/** Always the newest page where there is network. */
async function pageOf(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const shell = await caches.match(isGate(request.url) ? '/gate' : '/');
    if (shell) return shell;
    throw error;
  }
}

const isGate = (url) => /^\/gate(\/|$)/.test(new URL(url).pathname);

/** Their names change with their content, so what is kept is right. */
async function assetOf(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) {
    const cache = await caches.open(CACHE);
    await cache.put(request, response.clone());
  }
  return response;
}
