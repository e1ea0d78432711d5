import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { BrowserContext, Frame, Locator, Page } from "playwright-core";
import { openPool } from "#shell/db/pool.server.ts";
import { query } from "#shell/db/sql.server.ts";
import { findChromium } from "#sandbox/browser/executables.ts";
import { launch } from "#sandbox/browser/browser.ts";
import { startSandbox } from "#tests/support/sandbox.ts";
import { fillLog } from "./fill-log.ts";

const REPETITIONS = 5;

/** A page, and the elements to press. */
interface Visit {
  name: string;
  path: string;
  press: readonly string[];
}

interface Figures {
  /** Milliseconds since navigation. */
  lcp: number;
  cls: number;
  /** Longest time from press to next frame, in milliseconds; values below 16 are not reported. */
  inp: number;
}

/** Measures Core Web Vitals of a sandbox's pages with a log of so many rows. */
export async function benchPages(rows: number): Promise<void> {
  const chromium = findChromium();
  if (!chromium) return;
  const data = mkdtempSync(path.join(os.tmpdir(), "shopbell-bench-"));
  await (await startSandbox({ data })).stop();
  const automationId = await fill(data, rows);
  const sandbox = await startSandbox({ data });
  const browser = await launch(chromium);
  const visits: Visit[] = [
    { name: "Home", path: "/app", press: ["a[href^='/app/activity']"] },
    { name: "Automations", path: "/app/automations", press: ["[role=tab] >> nth=1", "[role=tab] >> nth=0"] },
    {
      name: "Editor",
      path: `/app/automations/${automationId}/edit`,
      press: ["[data-stop^='step:'] >> nth=0", "[data-stop=trigger]"],
    },
    { name: "Activity", path: "/app/activity", press: ["[role=tab] >> nth=1", "[role=tab] >> nth=0"] },
  ];
  for (const visit of visits) {
    const all: Figures[] = [];
    for (let run = 0; run < REPETITIONS; run++) {
      const context = await browser.newContext();
      all.push(await measureVisit(context, sandbox.url, visit));
      await context.close();
    }
    const shown = (["lcp", "cls", "inp"] as const).map(
      (figure) => `${figure.toUpperCase()} ${formatMedian(all.map((one) => one[figure]))}`,
    );
    process.stdout.write(`${visit.name}, ${rows} rows, median of ${REPETITIONS} (worst): ${shown.join(", ")}\n`);
  }
  await browser.close();
  await sandbox.stop();
  rmSync(data, { recursive: true, force: true });
}

/**
 * Fills the database while no other process holds the folder.
 * @returns an automation to open in the editor
 */
async function fill(data: string, rows: number): Promise<string> {
  const { pool, close } = await openPool({ folder: `${data}/postgres` });
  await fillLog(pool, rows);
  const [automation] = await query<{ id: string }>(
    pool,
    `SELECT "id"::text FROM "Automation" WHERE "libraryKey" = 'abandoned-cart'`,
  );
  await close();
  return automation?.id ?? "";
}

async function measureVisit(context: BrowserContext, url: string, { path: address, press }: Visit): Promise<Figures> {
  const page = await context.newPage();
  await page.goto(`${url}/sandbox/admin?${new URLSearchParams({ path: address }).toString()}`);
  const app = page.frameLocator("iframe[title=Shopbell]");
  await app.getByRole("heading", { level: 1 }).first().waitFor();
  // The page keeps an event stream open, so the network never becomes idle.
  await page.waitForTimeout(1_000);
  const frame = page.frames().find((one) => one.url().includes("/app"));
  if (!frame) throw new Error(`${address} did not open`);
  // Read layout shifts before pressing: shifts after user input do not count.
  const { lcp, cls } = await frame.evaluate(readLoading);
  await frame.evaluate(watchPresses);
  for (const selector of press) {
    const target = app.locator(selector).first();
    if (await target.isVisible()) await pressByHand(page, target);
    await page.waitForTimeout(300);
  }
  const inp = await longestPress(frame);
  return { lcp, cls, inp };
}

/** Uses the mouse directly: Playwright's click evaluates in the page, which would be measured too. */
async function pressByHand(page: Page, target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) return;
  await page.mouse.move(box.x + box.width / 2, box.y + Math.min(box.height / 2, 12));
  await page.waitForTimeout(100);
  await page.mouse.down();
  await page.mouse.up();
}

const readLoading = async () => {
  const entries = (type: string) =>
    new Promise<PerformanceEntryList>((resolve) => {
      const observer = new PerformanceObserver((list) => {
        observer.disconnect();
        resolve(list.getEntries());
      });
      observer.observe({ type, buffered: true });
      setTimeout(() => resolve([]), 500);
    });
  const shifts = (await entries("layout-shift")) as (PerformanceEntry & { value: number })[];
  const paints = await entries("largest-contentful-paint");
  return { lcp: paints.at(-1)?.startTime ?? Number.NaN, cls: shifts.reduce((sum, { value }) => sum + value, 0) };
};

const watchPresses = () => {
  const felt = globalThis as unknown as { longestPress: number };
  felt.longestPress = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) felt.longestPress = Math.max(felt.longestPress, duration);
  }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
};

const longestPress = (frame: Frame): Promise<number> =>
  frame.evaluate(() => (globalThis as unknown as { longestPress?: number }).longestPress ?? 0);

function formatMedian(values: readonly number[]): string {
  const sorted = [...values].sort((one, other) => one - other);
  const shown = (value: number | undefined) =>
    value === undefined ? "?" : value < 1 ? value.toFixed(3) : Math.round(value).toString();
  return `${shown(sorted[Math.floor(sorted.length / 2)])} (${shown(sorted.at(-1))})`;
}
