import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Debian's Chromium, or the one that `CHROMIUM` names; undefined on a machine that has none. */
export const CHROMIUM = process.env.CHROMIUM ?? CANDIDATES.find((path) => existsSync(path));

/** Where screenshots and traces of tests that failed go. */
const FAILURES = join(import.meta.dirname, '../../../coverage/browser');

export const PHONE = { viewport: { width: 375, height: 740 }, hasTouch: true } as const;
export const DESK = { viewport: { width: 1280, height: 860 } } as const;

/** A Chromium for one file of tests. `args` are its own switches: a fake camera, for one. */
export async function openBrowser(url: string, args: string[] = []) {
  const browser = await chromium.launch({
    executablePath: CHROMIUM!,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', ...args],
  });
  return {
    browser,
    /**
     * Runs `scene` as somebody with a browser of their own. If it fails, what the page looked like and how it came to
     * that are kept.
     */
    async visit(
      name: string,
      scene: (page: Page, context: BrowserContext) => Promise<void>,
      options: BrowserContextOptions = PHONE,
    ): Promise<void> {
      const context = await browser.newContext({
        baseURL: url,
        locale: 'en-GB',
        timezoneId: 'Asia/Jakarta',
        ...options,
      });
      await context.tracing.start({ screenshots: true, snapshots: true });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      try {
        await scene(page, context);
        expect(complaints).toEqual([]);
        await context.tracing.stop();
      } catch (error) {
        mkdirSync(FAILURES, { recursive: true });
        const file = join(FAILURES, name.replace(/\W+/g, '-'));
        await page.screenshot({ path: `${file}.png`, fullPage: true }).catch(() => {});
        await context.tracing.stop({ path: `${file}.zip` }).catch(() => {});
        throw error;
      } finally {
        await context.close();
      }
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

export type Browser = Awaited<ReturnType<typeof openBrowser>>;

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Finding = { id: string; help: string; nodes: { html: string }[] };

/**
 * What axe-core finds wrong with a page, for eyes that cannot see and hands that cannot point. `rules` are those that
 * are asked alone.
 */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Evaluated by the debugger, which no content policy holds back.
  await page.evaluate(AXE);
  const { violations: found } = await page.evaluate<{ violations: Finding[] }>(
    `axe.run(document, ${JSON.stringify(rules ? { runOnly: rules } : {})})`,
  );
  return found.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `  ${html}`).join('\n')}`);
}
