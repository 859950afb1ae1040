import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';

/*
 * Measures what a visitor waits for, on a phone with a slow processor and an ordinary mobile network, against a running
 * demo: `npm start -- --fresh`, then `node apps/web/scripts/vitals.ts [address]`. Each page is opened three times with an
 * empty cache; the middle one counts. Ends with 1 where a budget is not met.
 */

const URL = process.argv[2] ?? 'http://localhost:8000';
const ROUNDS = 3;

/** "Fast 4G" of Chromium's own tools: 9 Mbit/s down, 1.5 Mbit/s up, 60 ms. */
const NETWORK = {
  offline: false,
  latency: 60,
  downloadThroughput: (9 * 1_000_000) / 8,
  uploadThroughput: (1.5 * 1_000_000) / 8,
};
const CPU_SLOWDOWN = 4;
const PHONE = { width: 375, height: 740 };

/** Longest anybody should wait, in milliseconds, and how far things may jump. */
type Budget = { lcp?: number; cls?: number };
type Subject = { name: string; path: string | ((page: Page) => Promise<string>); as?: string; budget: Budget };

const KB = 1024;
const SUBJECTS: Subject[] = [
  { name: 'home', path: '/', budget: { cls: 0.02 } },
  { name: 'event', path: eventWithPoster, budget: { lcp: 1500, cls: 0.02 } },
  { name: 'tickets', path: '/tickets', as: 'customer', budget: { cls: 0.02 } },
  { name: 'gate', path: '/gate', as: 'staff', budget: { cls: 0.02 } },
];

type Measured = { fcp: number; lcp: number; cls: number; blocked: number; javascript: number; bytes: number };

/** The first event of the first page that has a picture. */
async function eventWithPoster(page: Page): Promise<string> {
  await page.goto('/');
  const path = await page.locator('article:has(img) a').first().getAttribute('href');
  if (!path) throw new Error('The demo has no event with a poster.');
  return path;
}

/** Runs in the page before anything else does: what the browser itself tells about its painting. */
function observe(): void {
  const seen = { lcp: 0, cls: 0, blocked: 0, element: '' };
  Object.assign(window, { vitals: seen });
  type Entry = PerformanceEntry & { value: number; hadRecentInput: boolean; element?: Element };
  const watch = (type: string, hear: (entry: Entry) => void) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) hear(entry as Entry);
    }).observe({ type, buffered: true });
  watch('largest-contentful-paint', (entry) => {
    seen.lcp = entry.startTime;
    seen.element = entry.element?.outerHTML.slice(0, 60) ?? '';
  });
  watch('layout-shift', (entry) => {
    if (!entry.hadRecentInput) seen.cls += entry.value;
  });
  // What of a task is over fifty milliseconds somebody who touches the page has to wait.
  watch('longtask', (entry) => {
    seen.blocked += Math.max(0, entry.duration - 50);
  });
}

type Seen = { lcp: number; cls: number; blocked: number; fcp: number };

/** Opens a page as a phone does that has never been here, and waits until it has come to rest. */
async function open(context: BrowserContext, path: string): Promise<Measured> {
  const page = await context.newPage();
  await page.addInitScript(observe);
  const debug = await context.newCDPSession(page);
  const loaded = await throttle(debug);
  await page.goto(path, { waitUntil: 'networkidle' });
  const seen = await page.evaluate<Seen>(
    `({ ...window.vitals, fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0 })`,
  );
  await page.close();
  return { ...seen, ...loaded };
}

async function throttle(debug: CDPSession): Promise<{ javascript: number; bytes: number }> {
  const loaded = { javascript: 0, bytes: 0 };
  const scripts = new Set<string>();
  await debug.send('Network.enable');
  debug.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  debug.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    loaded.bytes += encodedDataLength;
    if (scripts.has(requestId)) loaded.javascript += encodedDataLength;
  });
  await debug.send('Network.setCacheDisabled', { cacheDisabled: true });
  await debug.send('Network.emulateNetworkConditions', NETWORK);
  await debug.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  return loaded;
}

async function measure(browser: Browser, { path, as }: Subject): Promise<Measured> {
  const rounds: Measured[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const context = await browser.newContext({
      baseURL: URL,
      viewport: PHONE,
      deviceScaleFactor: 2,
      hasTouch: true,
      isMobile: true,
      locale: 'en-GB',
      serviceWorkers: 'block',
    });
    const page = await context.newPage();
    if (as !== undefined) await signIn(page, as);
    const address = typeof path === 'string' ? path : await path(page);
    await page.close();
    rounds.push(await open(context, address));
    await context.close();
  }
  return rounds.sort((one, other) => one.lcp - other.lcp)[Math.floor(ROUNDS / 2)]!;
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('input[name=username]').fill(name);
  await page.locator('input[name=password]').fill('setiket-demo');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
});
const COLUMNS: [keyof Measured, (value: number) => string][] = [
  ['fcp', (ms) => `${Math.round(ms)} ms`],
  ['lcp', (ms) => `${Math.round(ms)} ms`],
  ['cls', (shift) => shift.toFixed(3)],
  ['blocked', (ms) => `${Math.round(ms)} ms`],
  ['javascript', (bytes) => `${(bytes / KB).toFixed(0)} KB`],
  ['bytes', (bytes) => `${(bytes / KB).toFixed(0)} KB`],
];
console.log(`${'page'.padEnd(10)}${COLUMNS.map(([name]) => name.padStart(14)).join('')}`);
for (const subject of SUBJECTS) {
  const measured = await measure(browser, subject);
  const cells = COLUMNS.map(([name, written]) => written(measured[name]).padStart(14));
  console.log(`${subject.name.padEnd(10)}${cells.join('')}`);
  for (const [name, written] of COLUMNS) {
    const budget = subject.budget[name as keyof Budget];
    if (budget === undefined || measured[name] <= budget) continue;
    console.error(`${subject.name}: ${name} is ${written(measured[name])}; the budget is ${written(budget)}.`);
    process.exitCode = 1;
  }
}
await browser.close();
