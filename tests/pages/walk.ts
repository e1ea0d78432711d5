import type { Page } from "playwright-core";
import { reasons } from "#core/activity/reasons.ts";
import { formatGuard } from "../../app/text/checks.ts";
import { text } from "../../app/text/en.ts";
import { adminOf } from "./desk.ts";

/**
 * Looks at the desk and at every page of the app, each once. In the log there must be a text that was not sent
 * because of a STOP: it is the entry that is opened.
 * @param visit is called on each, with its name
 */
export async function walk(page: Page, url: string, visit: (name: string) => Promise<void>): Promise<void> {
  await page.goto(`${url}/sandbox`);
  await page.frameLocator("iframe[title=Store]").locator("header").waitFor({ state: "attached" });
  await visit("desk");

  await page.goto(`${url}/sandbox/admin`);
  const { app, open, explain } = adminOf(page);
  await app.getByRole("heading", { name: text.home.title, level: 1 }).first().waitFor();
  await visit("home");

  await open("Automations");
  await visit("automations");
  await app.getByRole("link", { name: "Welcome" }).click();
  await app.getByRole("heading", { name: text.automation.steps }).first().waitFor();
  await visit("automation");

  await open("Activity");
  await visit("activity");
  await explain(reasons.opted_out.label);
  // The check that decided, and what is above it.
  await app
    .getByRole("listitem")
    .filter({ hasText: formatGuard("consent") })
    .filter({ hasText: reasons.opted_out.label })
    .evaluate((check) => check.scrollIntoView({ block: "end" }));
  await visit("entry");

  await open("Credits");
  await visit("credits");
}

/** By how many pixels what is in a page, or in one of its frames, is wider than its window. */
export async function tooWideBy(page: Page): Promise<number> {
  const widths = page
    .frames()
    .map((frame) => frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth));
  return Math.max(...(await Promise.all(widths)));
}
