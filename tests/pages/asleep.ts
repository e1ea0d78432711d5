import type { FrameLocator, Page } from "playwright-core";
import type { Stand } from "./stand.ts";

/** A page of the app that does not come to life before it is let go: its script is held back. */
export async function visitAsleep(
  { context, sandbox }: Stand,
  path: string,
  width = 1440,
): Promise<{ page: Page; app: FrameLocator; letGo: () => void }> {
  const page = await context.newPage();
  await page.setViewportSize({ width, height: 900 });
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/assets/entry.client*", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${sandbox.url}/sandbox/admin?${new URLSearchParams({ path }).toString()}`);
  const app = page.frameLocator("iframe[title=Shopbell]");
  await app.getByRole("heading", { level: 1 }).first().waitFor();
  return { page, app, letGo };
}
