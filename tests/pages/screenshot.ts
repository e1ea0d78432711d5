import path from "node:path";
import type { Page } from "playwright-core";

/**
 * Takes a picture for the documentation, where the environment's SCREENSHOTS names a folder; else does nothing. To
 * renew them all: `SCREENSHOTS=docs/images npx vitest run tests/pages`.
 */
export async function screenshot(page: Page, name: string): Promise<void> {
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS) await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), animations: "disabled" });
}
