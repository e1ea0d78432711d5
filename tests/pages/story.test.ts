import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { reasons } from "#core/reasons.ts";
import { describeInChromium } from "#tests/support/chromium.ts";
import { SANDBOX_STARTS_WITHIN, startSandbox, type Sandbox } from "#tests/support/sandbox.ts";
import { text } from "../../app/text/en.ts";
import { statusText } from "../../app/text/statuses.ts";
import { adminOf, openDesk, type Desk } from "./desk.ts";
import { screenshot } from "./screenshot.ts";
import { watch } from "./watch.ts";

/** How long a page may take to show what has happened already. */
const soon = { timeout: 10_000 };

const welcome = /^Welcome to Larkspur Home, \w+! .*STOP/;
const reminder = /^Larkspur Home: you left Beeswax candle in your cart, Ana\. .*\/checkouts\/.* Reply STOP/;
const confirmation = (order: string) => new RegExp(`^Larkspur Home: thank you, Ana! Your order ${order} is confirmed\\. Follow it here: https://`);
const goodbye = /^Larkspur Home: you are unsubscribed/;

describeInChromium("the sandbox, worked at by hand", (browser) => {
  let sandbox: Sandbox;
  let context: BrowserContext;
  let desk: Desk;
  let faults: () => readonly string[];

  beforeAll(async () => {
    sandbox = await startSandbox();
    context = await browser().newContext();
    context.setDefaultTimeout(soon.timeout);
    faults = watch(context, sandbox.url);
    desk = await openDesk(context, sandbox.url);
  }, SANDBOX_STARTS_WITHIN);
  afterEach(() => expect(faults()).toEqual([]));
  afterAll(async () => {
    await context?.close();
    await sandbox?.stop();
  });

  const reads = (...texts: readonly RegExp[]) => expect.poll(desk.texts, soon).toEqual(texts.map((one) => expect.stringMatching(one)));
  const holdings = async () => {
    const shown = (name: string) => desk.admin.app.getByRole("heading", { name, exact: true }).locator("+ p").innerText();
    return { balance: Number(await shown(text.credits.free)), reserved: Number(await shown(text.credits.held)) };
  };
  const proof = async () => {
    const { code, out } = await sandbox.cli("ledger", "verify", "--json");
    return { code, shops: JSON.parse(out) as unknown };
  };

  describe("a customer's way, from yes to STOP", () => {
    test("who agrees to texts is welcomed at once", async () => {
      await desk.shopAs("Ana Reyes");
      await desk.agreeToTexts();
      await reads(welcome);
    });

    test("who leaves the checkout is reminded an hour later, once", async () => {
      await desk.putIntoCart("Beeswax candle");
      await desk.goToCheckout();
      await desk.walkAway();
      await desk.moveClock("+1 hour");
      await reads(welcome, reminder);
      await desk.shopAs("Ana Reyes");
      await screenshot(desk.page, "sandbox-desk");
    });

    test("an order is confirmed, and calls the reminder of its cart off", async () => {
      await desk.goToCheckout();
      await desk.placeOrder();
      await reads(welcome, reminder, confirmation("#1001"));
      await desk.putIntoCart("Enamel mug");
      await desk.goToCheckout();
      await desk.placeOrder();
      await reads(welcome, reminder, confirmation("#1001"), confirmation("#1002"));

      await desk.show("Admin");
      await desk.admin.open("Activity");
      await desk.admin.explain("Abandoned cart", reasons.exited.label);
      const path = desk.admin.app.getByRole("heading", { name: text.entry.path }).locator("..");
      await path.getByText(statusText.sequence.cancelled, { exact: true }).waitFor();
    });

    test("STOP is confirmed, and what was to come is not sent, with its reason", async () => {
      const all = [welcome, reminder, confirmation("#1001"), confirmation("#1002"), /^STOP$/, goodbye];
      await desk.answer("STOP");
      await reads(...all);
      await desk.moveClock("+1 day");
      await desk.moveClock("+1 day");
      await reads(...all);

      const { app } = desk.admin;
      await desk.admin.open("Activity");
      await desk.admin.explain("Welcome", reasons.opted_out.label);
      await app.getByText(text.entry.headlines.send_sms.skipped).waitFor();
      await app.getByText(reasons.opted_out.remedy).waitFor();
      const consent = app.getByText(text.entry.consentNow).locator("..");
      expect(await consent.innerText()).toContain(statusText.consent.unsubscribed);
    });

    test("the credits page and the ledger's proof agree", async () => {
      await desk.admin.open("Credits");
      const shown = await holdings();
      // One segment to welcome her, two for each text with a link.
      expect(shown).toEqual({ balance: 200 - 1 - 3 * 2, reserved: 0 });
      expect(await proof()).toEqual({ code: 0, shops: [expect.objectContaining({ ...shown, discrepancies: [] })] });
    });
  });

  describe("a delivery", () => {
    test("that is forged is refused", async () => {
      await desk.redeliver("orders/create", "forge");
      await expect.poll(desk.newestDelivery, soon).toMatch(/^orders\/create\s*forged[\s\S]*401/);
    });

    test("that is repeated is accepted, and does nothing more", async () => {
      const before = await desk.texts();
      await desk.redeliver("orders/create", "again");
      await expect.poll(desk.newestDelivery, soon).toMatch(/^orders\/create\s*again[\s\S]*200/);
      expect(await desk.texts()).toEqual(before);
    });
  });

  describe("when Twilio fails", () => {
    test("with a 500, nobody knows whether the text went out: its credits are held, and it is not sent again", async () => {
      await desk.setTwilio("500 server error");
      await desk.shopAs("Luis Marin");
      await desk.agreeToTexts();
      await expect.poll(desk.newestDelivery, soon).toContain("customers_marketing_consent/");
      await desk.setTwilio("working");
      await desk.moveClock("+1 hour");
      expect(await textsTo(sandbox, "Luis Marin")).toEqual([]);

      await desk.show("Admin");
      await desk.admin.open("Activity");
      await desk.admin.explain("Luis Marin");
      await desk.admin.app.getByText(text.entry.held).waitFor();
      await desk.admin.open("Credits");
      const shown = await holdings();
      expect(shown).toEqual({ balance: 192, reserved: 1 });
      expect(await proof()).toEqual({ code: 0, shops: [expect.objectContaining({ ...shown, discrepancies: [] })] });
    });

    describe("by letting a text hang", () => {
      beforeAll(async () => {
        await desk.setTwilio("hangs after accepting, once");
        await desk.shopAs("Hannah Stone");
        await desk.agreeToTexts();
      });

      test.each([1440, 390])("every page of the app still answers, and fits into %i pixels", async (width) => {
        const page = await context.newPage();
        await page.setViewportSize({ width, height: 900 });
        await walkThroughTheApp(page, sandbox.url);
        await page.close();
      });

      test("the text arrives once, as its callback told", async () => {
        await reads(welcome);
        await desk.moveClock("+1 hour");
        expect(await textsTo(sandbox, "Hannah Stone")).toEqual([expect.stringMatching(welcome)]);

        await desk.show("Admin");
        await desk.admin.open("Activity");
        await desk.admin.explain("Hannah Stone", statusText.message.delivered);
        expect(await proof()).toMatchObject({ code: 0, shops: [{ balance: 191, reserved: 1, discrepancies: [] }] });
      });
    });
  });
});

/** Every text that a customer's phone has, or has sent. */
async function textsTo(sandbox: Sandbox, customer: string): Promise<string[]> {
  const { conversations } = await sandbox.state();
  return conversations.filter(({ name }) => name === customer).flatMap(({ texts }) => texts.map(({ body }) => body));
}

async function walkThroughTheApp(page: Page, url: string): Promise<void> {
  const fits = async () => expect(await overflow(page), page.url()).toEqual(page.frames().map(() => 0));
  const narrow = (page.viewportSize()?.width ?? 0) < 500;
  const picture = (name: string) => (narrow ? undefined : screenshot(page, name));
  await page.goto(`${url}/sandbox`);
  await page.getByText("Larkspur Home").first().waitFor();
  await fits();

  await page.goto(`${url}/sandbox/admin`);
  const admin = adminOf(page);
  await admin.app.getByRole("heading", { name: text.home.title, level: 1 }).waitFor();
  await fits();
  await admin.open("Automations");
  await fits();
  await picture("automations");
  await admin.app.getByRole("link", { name: "Welcome" }).click();
  await admin.app.getByRole("heading", { name: text.automation.steps }).waitFor();
  await fits();
  await admin.open("Activity");
  await admin.app.getByText(reasons.opted_out.label).first().waitFor();
  await fits();
  await (narrow ? screenshot(page, "activity-narrow") : screenshot(page, "activity"));
  await admin.explain("Ana Reyes", reasons.opted_out.label);
  await fits();
  await picture("entry");
  await admin.open("Credits");
  await fits();
  await picture("credits");
}

/** By how many pixels what is in each frame of a page is wider than the frame. */
const overflow = (page: Page) => Promise.all(page.frames().map((frame) => frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)));
