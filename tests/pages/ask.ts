import type { FrameLocator } from "playwright-core";

/**
 * Asks the app for something as the visitor of a page, whether it is offered there or not.
 * @returns the answer's status
 */
export async function ask(app: FrameLocator, url: string, address: string, body: object): Promise<number> {
  const visitor = await app.locator("body").evaluate(async () => ({
    token: await (globalThis as unknown as { shopify: { idToken(): Promise<string> } }).shopify.idToken(),
    agent: navigator.userAgent,
  }));
  const headers = {
    "Content-Type": "application/json",
    "User-Agent": visitor.agent,
    Authorization: `Bearer ${visitor.token}`,
  };
  return (await fetch(`${url}${address}`, { method: "POST", headers, body: JSON.stringify(body) })).status;
}
