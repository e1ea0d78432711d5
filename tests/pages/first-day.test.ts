import type { FrameLocator, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { statusText } from "#text/statuses.ts";
import { text } from "../../app/text/en.ts";
import { typeNumberCode } from "./number-code.ts";
import { openDesk, type Desk } from "./desk.ts";
import { describeAtStand, soon } from "./stand.ts";
import { tooWideBy } from "./walk.ts";

const { setup } = text.home;

/** From an empty store to an explained text, with the guide in view until it is done. */
describeAtStand(
  "a first day",
  (stand) => {
    let page: Page;
    let app: FrameLocator;
    let desk: Desk;
    let clicks = 0;
    beforeAll(async () => {
      ({ page, app } = await stand().visit("/app"));
      desk = await openDesk(stand().context, stand().sandbox.url);
      await desk.shopAs("Émile Gagnon");
      await desk.agreeToTexts();
    });
    afterAll(() => page?.close());

    const click = async (what: Locator) => {
      await what.click();
      clicks += 1;
    };
    const button = (name: string | RegExp) =>
      app.getByRole("button", { name, exact: typeof name === "string" }).first();
    const next = (part: keyof typeof setup.steps) =>
      app.getByText(setup.strip.next(setup.steps[part].title)).first().waitFor();
    const go = () => click(app.getByRole("link", { name: setup.strip.go, exact: true }));

    test("takes at most fourteen clicks to a text whose reasons are read", async () => {
      await click(button(setup.confirm.sender("Larkspur Home")));
      await click(button(setup.confirm.consent()));
      await click(app.getByRole("link", { name: setup.steps.automation.action }));
      await click(app.getByRole("link", { name: "Order confirmation" }).first());
      await click(button(text.library.use));
      await next("credits");
      await go();
      await click(button(/^Buy 500/));
      await click(page.getByRole("button", { name: "Approve" }));
      await next("test");
      await go();
      await app.getByLabel(text.trial.sendPhone).fill("+1 646 555 0188");
      await click(button(text.trial.sendAll(1)));
      await typeNumberCode(app, stand().sandbox, "+16465550188");
      await next("on");
      await click(button(text.publish.publish));
      await click(app.getByRole("dialog").getByRole("button", { name: text.publish.publishAndTurnOn }));
      await app.getByText(setup.strip.done).first().waitFor();

      await desk.putIntoCart("Beeswax candle");
      await desk.goToCheckout();
      await desk.placeOrder();
      await click(app.getByRole("link", { name: setup.strip.activity, exact: true }));
      const line = app
        .getByRole("row")
        .filter({ hasText: "Émile Gagnon" })
        .filter({ hasText: statusText.message.delivered });
      await line.first().waitFor();
      await click(line.first());
      await app.getByRole("heading", { name: text.entry.checks }).first().waitFor();
      expect(clicks).toBeLessThanOrEqual(14);
    });

    test("a finished guide does not come back", async () => {
      await page.reload();
      await app.getByRole("heading", { level: 1 }).first().waitFor();
      expect(await app.getByText(setup.strip.done).count()).toBe(0);
    });
  },
  { start: "empty" },
);

describeAtStand(
  "the set-up guide's strip",
  (stand) => {
    test("fits both widths on top of a page, and is put away until the app is opened again", async () => {
      await stand().inspect("/app/credits", (app) =>
        app.getByText(setup.strip.next(setup.steps.sender.title)).first().waitFor(),
      );
      const { page, app } = await stand().visit("/app/credits", { width: 390 });
      await app.getByRole("button", { name: setup.strip.close }).click();
      await expect.poll(() => app.getByText(setup.strip.next(setup.steps.sender.title)).count(), soon).toBe(0);
      expect(await tooWideBy(page)).toBe(0);
      await page.close();
    });

    test("a guide that the team dismissed is gone everywhere, until it is called back", async () => {
      const { page, app } = await stand().visit("/app");
      await app.getByRole("button", { name: setup.dismiss }).click();
      const back = app.getByRole("button", { name: setup.show(0, 6) });
      await back.waitFor();
      const other = await stand().visit("/app/credits");
      await other.app.getByRole("heading", { level: 1 }).first().waitFor();
      expect(await other.app.getByText(setup.strip.next(setup.steps.sender.title)).count()).toBe(0);
      await back.click();
      await app.getByRole("button", { name: setup.dismiss }).waitFor();
      await other.page.close();
      await page.close();
    });
  },
  { start: "empty" },
);
