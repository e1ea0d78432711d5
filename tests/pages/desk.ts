import type { BrowserContext, FrameLocator, Page, Request } from "playwright-core";
import { text } from "../../app/text/en.ts";

/**
 * The store's admin with the app inside.
 * @param show brings it to the front where something else may cover it
 */
export function adminOf(around: Page | FrameLocator, show: () => Promise<void> = async () => {}) {
  const app = around.frameLocator("iframe[title=Shopbell]");
  return {
    app,
    /** Follows a link of the admin's menu. */
    async open(name: "Home" | "Automations" | "Activity" | "Credits"): Promise<void> {
      await show();
      await around.getByRole("navigation", { name: "App" }).getByRole("link", { name }).click();
      await app.getByRole("heading", { name, level: 1 }).first().waitFor();
    },
    /** Opens the explanation of the newest line of the log that has all these words. */
    async explain(...words: readonly string[]): Promise<void> {
      // Narrow pages show a list in the table's place.
      const lines = app.getByRole("row").or(app.getByRole("listitem"));
      await words
        .reduce((found, hasText) => found.filter({ hasText }), lines)
        .first()
        .click();
      await app.getByRole("heading", { name: text.entry.checks }).first().waitFor();
    },
  };
}

const A_CLICK_ASKS_WITHIN_MS = 15_000;

/** The sandbox's desk, worked at as a person does: by what is written on things. */
export async function openDesk(context: BrowserContext, url: string) {
  const page = await context.newPage();
  await page.goto(`${url}/sandbox`);
  const store = page.frameLocator("iframe[title=Store]");
  const phone = page.getByRole("region", { name: "Phone" });
  const feed = page.getByRole("region", { name: "Webhooks sent" });
  const show = (tab: "Admin" | "Store") => page.getByRole("tab", { name: tab }).click();

  return {
    page,
    store,
    admin: adminOf(page.frameLocator("iframe[title=Admin]"), () => show("Admin")),

    /** Walks into the store, and out of it first where somebody else is shopping. */
    async shopAs(name: string): Promise<void> {
      await show("Store");
      const leave = store.getByRole("link", { name: "Leave the store" });
      await store.locator("header").waitFor();
      if (await leave.isVisible()) await leave.click();
      await store.getByRole("link", { name }).click();
      await store.getByText(`Shopping as ${name}`).first().waitFor();
    },
    agreeToTexts: () => store.getByRole("checkbox", { name: "Text me offers" }).check(),
    async putIntoCart(product: string): Promise<void> {
      await store.getByRole("listitem").filter({ hasText: product }).getByRole("button").first().click();
      await store.getByRole("button", { name: "checkout" }).first().waitFor();
    },
    goToCheckout: () => store.getByRole("button", { name: "checkout" }).click(),
    walkAway: () => store.getByRole("link", { name: "Walk away from it" }).click(),
    placeOrder: () => store.getByRole("button", { name: "Pay and place the order" }).click(),

    /**
     * Resolves when the world has lived through it, the app's patience with a phone company that never answers
     * included. The button is disabled while the world lives: a click at that very instant asks for nothing, and is
     * made again.
     */
    async moveClock(by: "+1 hour" | "+1 day"): Promise<void> {
      const isMove = (request: Request) => request.url().endsWith("/api/clock");
      for (let asked: Request | null = null; !asked;) {
        const asking = page.waitForRequest(isMove, { timeout: A_CLICK_ASKS_WITHIN_MS }).catch(() => null);
        await page.getByRole("button", { name: by }).click();
        asked = await asking;
        await asked?.response();
      }
    },
    /** The texts on the phone that lies there, oldest first. */
    texts: () => phone.locator("li p").allInnerTexts(),
    /** Taps on the link in the newest text that has one. */
    tapLink: () => phone.getByRole("link").last().click(),
    answer: (word: "STOP" | "START" | "HELP") => phone.getByRole("button", { name: word }).click(),
    async setTwilio(fault: string): Promise<void> {
      const set = page.waitForResponse((response) => response.url().endsWith("/api/twilio/fault"));
      await page.getByLabel("Twilio is").selectOption({ label: fault });
      await set;
    },
    /** Presses one of the buttons of the newest delivery of a topic. */
    redeliver: (topic: string, how: "again" | "forge") =>
      feed.getByRole("listitem").filter({ hasText: topic }).first().getByRole("button", { name: how }).click(),
    /** The newest delivery, as the desk tells of it. */
    newestDelivery: () => feed.getByRole("listitem").first().innerText(),
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;
