import type { BrowserContext } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { reasons } from "#core/activity/reasons.ts";
import { triggerOf } from "#core/triggers/index.ts";
import type { Sandbox } from "#tests/support/sandbox.ts";
import { text } from "../../app/text/en.ts";
import { statusText } from "../../app/text/statuses.ts";
import { openDesk, type Desk } from "./desk.ts";
import { describeAtStand, soon } from "./stand.ts";
import { tooWideBy, walk } from "./walk.ts";

const welcome = /^Welcome to Larkspur Home, \p{L}+! .* Reply STOP/u;
const reminder = /^Larkspur Home: you left Beeswax candle in your cart, Émile\. .*\/l\/[a-z0-9]{11} Reply STOP/;
const confirmation = (order: string) =>
  new RegExp(
    `^Larkspur Home: thank you, Émile! Your order ${order} is confirmed\\. Follow it here: http.*/l/[a-z0-9]{11}$`,
  );
const goodbye = /^Larkspur Home: you are unsubscribed/;

const orderPlaced = triggerOf("order_created").label;

const reading = (...texts: readonly RegExp[]) => texts.map((one): unknown => expect.stringMatching(one));

describeAtStand("the sandbox, worked at by hand", (stand) => {
  let sandbox: Sandbox;
  let context: BrowserContext;
  let desk: Desk;

  beforeAll(async () => {
    ({ sandbox, context } = stand());
    desk = await openDesk(context, sandbox.url);
  });

  /** What the Credits page says the shop has. */
  async function holdings() {
    await desk.admin.open("Credits");
    const shown = async (name: string) =>
      Number(await desk.admin.app.getByRole("heading", { name, exact: true }).locator("+ p").innerText());
    return { balance: await shown(text.credits.free), reserved: await shown(text.credits.held) };
  }
  async function proof() {
    const { code, out } = await sandbox.cli("ledger", "verify", "--json");
    return { code, shops: JSON.parse(out) as unknown };
  }
  const proven = (shop: object) => ({ code: 0, shops: [{ ...shop, discrepancies: [] }] });
  async function textsOf(customer: string) {
    const { conversations } = await sandbox.state();
    return conversations.filter(({ name }) => name === customer).flatMap(({ texts }) => texts.map(({ body }) => body));
  }

  describe("a customer's way, from yes to STOP", () => {
    test("who agrees to texts is welcomed at once", async () => {
      await desk.shopAs("Émile Gagnon");
      await desk.agreeToTexts();
      await expect.poll(desk.texts, soon).toEqual(reading(welcome));
    });

    test("who leaves the checkout is reminded an hour later, once", async () => {
      await desk.putIntoCart("Beeswax candle");
      await desk.goToCheckout();
      await desk.walkAway();
      await desk.moveClock("+1 hour");
      await expect.poll(desk.texts, soon).toEqual(reading(welcome, reminder));
      await desk.shopAs("Émile Gagnon");
    });

    test("a tap on the link leads back to the cart, and is shown beside the text", async () => {
      // A link that is followed as soon as its text arrives is followed by a machine.
      await desk.moveClock("+1 hour");
      await desk.tapLink();
      await desk.store.getByRole("button", { name: "Pay and place the order" }).waitFor();
      await desk.admin.open("Activity");
      await desk.admin.explain("Abandoned cart", statusText.message.delivered);
      await desk.admin.app
        .getByText(/^Followed once, today at/)
        .first()
        .waitFor();
      await desk.shopAs("Émile Gagnon");
    });

    test("an order is confirmed, and ends the sequence of its cart", async () => {
      await desk.goToCheckout();
      await desk.placeOrder();
      await expect.poll(desk.texts, soon).toEqual(reading(welcome, reminder, confirmation("#1001")));

      await desk.admin.open("Activity");
      await desk.admin.explain("Abandoned cart", statusText.decision.exit.skipped, orderPlaced);
      const { app } = desk.admin;
      await app.getByText(text.entry.headlines.exit.skipped).first().waitFor();
      await app
        .getByText(text.entry.endedBy(orderPlaced, text.entry.subjects.order("#1001")))
        .first()
        .waitFor();
      const path = app.getByRole("heading", { name: text.entry.path }).locator("..");
      expect(await path.innerText()).toContain(statusText.sequence.cancelled);
      expect(await app.locator("body").innerText()).not.toMatch(/order_created|order:\d/);
    });

    test("STOP is confirmed, and what was to come is not sent, with its reason", async () => {
      const all = reading(welcome, reminder, confirmation("#1001"), /^STOP$/, goodbye);
      await desk.answer("STOP");
      await expect.poll(desk.texts, soon).toEqual(all);
      await desk.moveClock("+1 day");
      await desk.moveClock("+1 day");

      const { app, open, explain } = desk.admin;
      await open("Activity");
      await explain("Welcome", reasons.opted_out.label);
      const page = await app.locator("body").innerText();
      expect(page).toContain(text.entry.headlines.send_sms.skipped);
      expect(page).toContain(reasons.opted_out.remedy);
      expect(page).toMatch(new RegExp(`${text.entry.consentNow}\\s+${statusText.consent.unsubscribed}`));
      expect(await desk.texts()).toEqual(all);
    });

    test("the Credits page and the ledger's proof agree", async () => {
      const shown = await holdings();
      // She was welcomed, reminded and thanked; a short link leaves room in the one segment of its text.
      expect(shown).toEqual({ balance: 200 - 3, reserved: 0 });
      expect(await proof()).toMatchObject(proven(shown));
    });
  });

  describe("a delivery", () => {
    test("that is repeated is accepted, and does nothing more", async () => {
      const before = await sandbox.cli("ledger", "verify");
      await desk.redeliver("orders/create", "again");
      await expect.poll(desk.newestDelivery, soon).toMatch(/^orders\/create\s*again[\s\S]*200/);
      expect(await sandbox.cli("ledger", "verify")).toEqual(before);
    });

    test("that is forged is refused", async () => {
      await desk.redeliver("orders/create", "forge");
      await expect.poll(desk.newestDelivery, soon).toMatch(/^orders\/create\s*forged[\s\S]*401/);
    });
  });

  describe("when Twilio", () => {
    test("answers 500, nobody can tell whether the text went out: its credits are held, and it is not sent again", async () => {
      await desk.setTwilio("500 server error");
      await desk.shopAs("Luis Marin");
      await desk.agreeToTexts();
      await expect.poll(desk.newestDelivery, soon).toContain("customers_marketing_consent/");
      await desk.setTwilio("working");
      expect(await textsOf("Luis Marin")).toEqual([]);

      const { app, open, explain } = desk.admin;
      await open("Home");
      await app.getByRole("link", { name: text.home.alerts.say({ kind: "unknown_texts", count: 1 }).action }).click();
      await app.getByText(text.activity.unknownBody).first().waitFor();
      await explain("Luis Marin", statusText.message.unknown);
      await app.getByText(text.entry.unknown).first().waitFor();
      const shown = await holdings();
      expect(shown).toEqual({ balance: 196, reserved: 1 });
      expect(await proof()).toMatchObject(proven(shown));
    });

    test("and knows of no such text afterwards, it is closed, and its credits are given back", async () => {
      await desk.moveClock("+1 day");
      expect(await textsOf("Luis Marin")).toEqual([]);
      const { app, open, explain } = desk.admin;
      await open("Activity");
      await explain("Luis Marin", reasons.outcome_unknown.label);
      await app.getByText(reasons.outcome_unknown.label).first().waitFor();
      const shown = await holdings();
      expect(shown).toEqual({ balance: 197, reserved: 0 });
      expect(await proof()).toMatchObject(proven(shown));
    });

    describe("never answers", () => {
      beforeAll(async () => {
        await desk.setTwilio("hangs after accepting, once");
        await desk.shopAs("Hannah Stone");
        await desk.agreeToTexts();
      });

      test.each([1440, 390])("every page of the app still answers, and fits into %i pixels", async (width) => {
        const page = await context.newPage();
        await page.setViewportSize({ width, height: 900 });
        const tooWide = new Map<string, number>();
        await walk(page, sandbox.url, async (name) => {
          tooWide.set(name, await tooWideBy(page));
        });
        expect([...tooWide].filter(([, by]) => by > 0)).toEqual([]);
        await page.close();
      });

      test("the text that it took has arrived, once", async () => {
        await desk.moveClock("+1 hour");
        expect(await textsOf("Hannah Stone")).toEqual(reading(welcome));

        await desk.admin.open("Activity");
        await desk.admin.explain("Hannah Stone", statusText.message.delivered);
        const shown = await holdings();
        expect(shown).toEqual({ balance: 196, reserved: 0 });
        expect(await proof()).toMatchObject(proven(shown));
      });
    });
  });

  test("the app has logged no error", () => {
    expect(sandbox.said()).not.toMatch(/"level":[56]0/);
  });
});
