import type { FrameLocator } from "playwright-core";

/**
 * Asks a route to do something as the visitor of a page, past whatever the page would offer.
 * @param route its file's name, such as "routes/app.settings.team"
 * @returns the status of the answer
 */
export const post = (app: FrameLocator, route: string, address: string, body: object): Promise<number> =>
  app
    .locator("body")
    .evaluate(
      async (_body, { url, posted }) =>
        (await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: posted })).status,
      { url: `${address}?_data=${encodeURIComponent(route)}`, posted: JSON.stringify(body) },
    );
