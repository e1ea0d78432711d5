import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reasons } from "#core/activity/reasons.ts";
import { text } from "../../app/text/en.ts";
import { typeNumberCode } from "./number-code.ts";
import { openDesk, type Desk } from "./desk.ts";
import { describeAtStand, soon } from "./stand.ts";

/** On a machine that does other things besides, a step may take seconds. */
const words = "your basket keeps until tonight";

/** What a merchant does on the first day, and support on the third, without a page of documentation. */
describeAtStand(
  "a newcomer",
  (stand) => {
    let page: Page;
    let app: FrameLocator;
    let desk: Desk;
    beforeAll(async () => {
      ({ page, app } = await stand().visit("/app"));
    });
    afterAll(() => page?.close());

    const go = (name: string) =>
      page.getByRole("navigation", { name: "App" }).getByRole("link", { name, exact: true }).click();
    // Exactly: "Test" is part of "Backtest".
    const title = (name: string | RegExp) =>
      app
        .getByRole("heading", { name, level: 1, exact: typeof name === "string" })
        .first()
        .waitFor();

    test("finds a set-up guide that says what to do first", async () => {
      await title(text.home.title);
      await app.getByRole("heading", { name: text.home.setup.title }).first().waitFor();
      await app.getByText(text.home.setup.progress(0, 6)).first().waitFor();
    });

    test("buys a pack of credits, which Shopify asks about", async () => {
      await go(text.nav.credits);
      await app.getByText(text.credits.newTitle).first().waitFor();
      await app.getByRole("button", { name: /^Buy 500/ }).click();
      await page.getByRole("button", { name: "Approve" }).click();
      await app.getByText(text.credits.charge.active.title(500)).first().waitFor();
    });

    test("takes an automation from the library, and writes a text of their own", async () => {
      await go(text.nav.automations);
      await app.getByRole("link", { name: "Abandoned cart" }).first().click();
      await app.getByRole("heading", { name: text.library.flow }).first().waitFor();
      await app.getByRole("button", { name: text.library.use, exact: true }).click();
      await app.locator("[data-stop^='step:']").first().click();
      const body = app.getByRole("textbox", { name: "Message" });
      await body.fill(`{{ shop.name }}: ${words}, {{ customer.first_name | default: "friend" }}: {{ checkout.url }}`);
      await app.getByText(`${words}, `).last().waitFor();
      await page.getByRole("button", { name: text.save, exact: true }).click();
      await page.getByText(text.editor.saved).first().waitFor();
    });

    test("tries it on their own phone", async () => {
      await app
        .getByRole("link", { name: text.editor.test })
        .or(app.getByRole("button", { name: text.editor.test }))
        .first()
        .click();
      await title(text.trial.testTitle);
      await app.getByLabel(text.trial.sendPhone).fill("+1 646 555 0188");
      await app.getByRole("button", { name: text.trial.sendAll(1), exact: true }).click();
      await typeNumberCode(app, stand().sandbox, "+16465550188");
      await expect
        .poll(
          async () =>
            (await stand().sandbox.state()).conversations.flatMap(({ texts }) => texts.map(({ body }) => body)),
          soon,
        )
        .toContainEqual(expect.stringContaining(words));
      // Below stands what became of it.
      await app.getByRole("heading", { name: text.trial.testsSent }).first().waitFor();
      await app
        .getByRole("listitem")
        .filter({ hasText: "+1 646 555 0188" })
        .getByText("Delivered", { exact: true })
        .first()
        .waitFor();
    });

    test("asks what it would have done so far: the import brought the store's past", async () => {
      await app.getByRole("link", { name: text.automation.backtest, exact: true }).click();
      await title(text.trial.title);
      await app.getByRole("button", { name: text.trial.start }).click();
      await app.getByRole("heading", { name: text.trial.picture }).first().waitFor();
      await app.getByRole("link", { name: "Abandoned cart", exact: true }).first().click();
      await title(/Abandoned cart/);
    });

    test("publishes it, and it is on", async () => {
      await app.getByRole("button", { name: text.publish.publish, exact: true }).first().click();
      await app.getByRole("dialog").getByRole("button", { name: text.publish.publishAndTurnOn }).click();
      await page.getByText(text.publish.publishedAndOn("Abandoned cart", 1)).first().waitFor();
      await title(/Abandoned cart/);
    });

    test("sees a customer who left a cart get the text, live on the start page", async () => {
      await go(text.nav.home);
      await title(text.home.title);
      await app.getByText(text.home.setup.progress(4, 6)).first().waitFor();
      desk = await openDesk(stand().context, stand().sandbox.url);
      await desk.shopAs("Émile Gagnon");
      await desk.agreeToTexts();
      await desk.putIntoCart("Beeswax candle");
      await desk.goToCheckout();
      await desk.walkAway();
      await desk.moveClock("+1 hour");
      await expect
        .poll(desk.texts, soon)
        .toContainEqual(expect.stringContaining(`Larkspur Home: ${words}, Émile: http`));
      await app.getByText("Émile Gagnon").first().waitFor();
    });

    test("and support finds in seconds why he got no other after he answered STOP", async () => {
      await desk.answer("STOP");
      await expect.poll(desk.texts, soon).toContain("STOP");
      // He buys what he had left, and leaves another cart.
      await desk.shopAs("Émile Gagnon");
      await desk.goToCheckout();
      await desk.placeOrder();
      // On the same day another cart would get no reminder anyway.
      await desk.moveClock("+1 day");
      await desk.shopAs("Émile Gagnon");
      await desk.putIntoCart("Beeswax candle");
      await desk.goToCheckout();
      await desk.walkAway();
      await desk.moveClock("+1 day");
      await go(text.nav.activity);
      await title(text.activity.title);
      const search = app.getByPlaceholder(text.activity.search);
      // The step may run a moment after the page was read.
      const isFound = async () => {
        await search.fill("");
        await search.fill("416 555 0126");
        return app.getByText(reasons.opted_out.label).count();
      };
      await expect.poll(isFound, { ...soon, interval: 1_500 }).toBeGreaterThan(0);
      // A click on a row that is just drawn anew goes nowhere.
      const isExplained = async () => {
        const remedy = app.getByText(reasons.opted_out.remedy).first();
        if (!(await remedy.isVisible())) await app.getByText(reasons.opted_out.label).first().click({ timeout: 2_000 });
        return remedy.isVisible();
      };
      await expect.poll(isExplained, { ...soon, interval: 1_500 }).toBe(true);
    });

    test("nothing went wrong behind the scenes, and the ledger proves itself", async () => {
      const { code } = await stand().sandbox.spawnCli("ledger", "verify", "--json");
      expect(code).toBe(0);
      expect(stand().sandbox.said()).not.toMatch(/"level":[56]0/);
    });
  },
  { start: "empty" },
);
