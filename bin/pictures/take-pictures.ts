import path from "node:path";
import type { BrowserContext, FrameLocator, Page } from "playwright-core";
import type { HeadlessBrowser } from "#sandbox/browser/browser.ts";
import { text } from "#text/en.ts";
import { reasons } from "#core/activity/reasons.ts";

const WIDE = 1440;
const NARROW = 390;
const HEIGHT = 900;
/** A machine that does other work takes its time. */
const PATIENCE_MS = 60_000;

/** One picture: a page of the app, and what to do on it first. */
interface Picture {
  name: string;
  path: string;
  width?: number;
  prepare?: (app: FrameLocator, page: Page) => Promise<void>;
}

const openRow = (words: string) => async (app: FrameLocator) => {
  await app.getByRole("row").or(app.getByRole("listitem")).filter({ hasText: words }).first().click();
  await app.getByRole("heading", { name: text.entry.checks }).first().waitFor();
};

const openAutomation = (name: string, page = "") => ({
  path: "/app/automations",
  prepare: async (app: FrameLocator, around: Page) => {
    const href = await app.getByRole("link", { name, exact: true }).first().getAttribute("href");
    const { pathname } = new URL(href ?? "", "http://app");
    await goTo(around, `${pathname}${page}`);
  },
});

const pictures: readonly Picture[] = [
  { name: "home", path: "/app" },
  { name: "automations", path: "/app/automations" },
  { name: "library-story", path: "/app/automations/library/abandoned-cart" },
  { name: "automation", ...openAutomation("Abandoned cart") },
  { name: "editor", ...openAutomation("Abandoned cart", "/edit") },
  { name: "editor-narrow", width: NARROW, ...openAutomation("Abandoned cart", "/edit") },
  {
    name: "backtest",
    path: "/app/automations",
    prepare: async (app, page) => {
      await openAutomation("Abandoned cart", "/backtest").prepare(app, page);
      await app.getByRole("button", { name: text.trial.start }).click();
      await app.getByRole("heading", { name: text.trial.totals }).first().waitFor();
    },
  },
  { name: "activity", path: "/app/activity" },
  { name: "activity-narrow", path: "/app/activity", width: NARROW },
  { name: "entry", path: "/app/activity?reason=not_confirmed", prepare: openRow(reasons.not_confirmed.label) },
  { name: "scheduled", path: "/app/scheduled" },
  { name: "customers", path: "/app/customers" },
  {
    name: "customer",
    path: "/app/customers",
    prepare: async (app) => {
      await app.locator("a[href*='/app/customers/']").nth(4).click();
      await app.getByRole("heading", { level: 2 }).first().waitFor();
    },
  },
  {
    name: "inbox",
    path: "/app/inbox",
    prepare: async (app) => {
      await app.locator("a[href*='/app/inbox/']").first().click();
    },
  },
  { name: "tasks", path: "/app/tasks" },
  { name: "credits", path: "/app/credits" },
  { name: "health", path: "/app/health" },
];

/**
 * Takes the pictures of the documentation.
 * @param url of an open sandbox
 * @param folder gets `<name>.png`
 */
export async function takePictures(
  browser: HeadlessBrowser,
  { url, folder }: { url: string; folder: string },
): Promise<void> {
  const context = await browser.newContext({ timezoneId: "America/New_York", locale: "en-US", baseURL: url });
  context.setDefaultTimeout(PATIENCE_MS);
  await takeDesk(context, folder);
  const missing: string[] = [];
  for (const picture of pictures)
    await take(context, folder, picture).catch((error: unknown) => missing.push(`${picture.name}: ${String(error)}`));
  await context.close();
  if (missing.length > 0) throw new Error(`these pictures could not be taken:\n${missing.join("\n")}`);
}

async function takeDesk(context: BrowserContext, folder: string): Promise<void> {
  const page = await context.newPage();
  await page.setViewportSize({ width: WIDE, height: HEIGHT });
  await page.goto("/sandbox");
  const app = page.frameLocator("iframe[title=Admin]").frameLocator("iframe[title=Shopbell]");
  await app.getByRole("heading", { level: 1 }).first().waitFor();
  await save(page, folder, "sandbox-desk");
}

async function take(
  context: BrowserContext,
  folder: string,
  { name, path: where, width = WIDE, prepare }: Picture,
): Promise<void> {
  const page = await context.newPage();
  try {
    await page.setViewportSize({ width, height: HEIGHT });
    const app = await goTo(page, where);
    await prepare?.(app, page);
    await app.getByRole("heading", { level: 1 }).first().waitFor();
    await save(page, folder, name);
  } finally {
    await page.close();
  }
}

/** Opens a page of the app inside the store's admin. */
async function goTo(page: Page, where: string): Promise<FrameLocator> {
  await page.goto(`/sandbox/admin?${new URLSearchParams({ staff: "1", path: where }).toString()}`);
  const app = page.frameLocator("iframe[title=Shopbell]");
  await app.getByRole("heading", { level: 1 }).first().waitFor();
  return app;
}

/** Saves what a page shows once it is drawn. */
async function save(page: Page, folder: string, name: string): Promise<void> {
  for (const frame of page.frames()) await frame.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 300)));
      }),
  );
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: "disabled" });
  process.stdout.write(`${folder}/${name}.png\n`);
}
