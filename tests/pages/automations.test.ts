import type { FrameLocator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { statusText } from "../../app/text/statuses.ts";
import { barriersIn } from "./accessibility.ts";
import { visitAsleep } from "./asleep.ts";
import { describeWithManagers, soon } from "./stand.ts";
import { tooWideBy } from "./walk.ts";

const list = text.automations;
const shelf = text.library;
const money = text.credits;
const views = text.activity.savedViews;

const lineOf = (app: FrameLocator, name: string) =>
  app.getByRole("row").filter({ has: app.getByRole("link", { name, exact: true }) });
const toast = (page: Page, said: string) => page.getByRole("status").filter({ hasText: said }).waitFor();
const menuOf = async (app: FrameLocator, name: string, item: string) => {
  await app.getByRole("button", { name: list.menuOf(name) }).click();
  await app.getByRole("menuitem", { name: item }).click();
};

describeWithManagers("automations, library and credits", (stand) => {
  describe("the library", () => {
    test("a story is found by a word, read, and used: a draft that the editor opens", async () => {
      const { page, app } = await stand().visit("/app/automations/library");
      await app.getByRole("textbox").fill("birthday");
      await app.getByText(shelf.found(1)).first().waitFor();
      await app.getByRole("link", { name: "Birthday" }).click();
      await app.getByRole("heading", { name: shelf.flow }).first().waitFor();
      await app
        .getByText(/happy birthday/i)
        .first()
        .waitFor();
      await app.getByText(shelf.kind.marketing.about).first().waitFor();
      const made = page.waitForResponse(
        (response) => response.request().method() === "POST" && response.url().includes("/library/birthday"),
      );
      await app.getByRole("button", { name: shelf.use }).click();
      expect((await made).status()).toBe(200);
      await expect
        .poll(() => page.frames().some((frame) => /\/app\/automations\/[0-9a-f-]{36}\/edit/.test(frame.url())), soon)
        .toBe(true);
      await page.close();

      const { page: again, app: index } = await stand().visit("/app/automations?view=drafts");
      await lineOf(index, "Birthday").waitFor();
      expect(await index.getByRole("row").count()).toBe(2);
      await again.close();
    });

    test("one can be turned on as it is, and says that a shop has it", async () => {
      const { page, app } = await stand().visit("/app/automations/library/cross-sell");
      await app.getByRole("button", { name: shelf.turnOn }).click();
      await app.getByText(shelf.taken.active).first().waitFor();
      await expect
        .poll(
          () =>
            app
              .getByRole("link", { name: shelf.openOwn })
              .or(app.getByRole("button", { name: shelf.openOwn }))
              .first()
              .isVisible(),
          soon,
        )
        .toBe(true);
      await page.close();
    });
  });

  describe("the list", () => {
    test.for([1440, 390])(
      "what is chosen is turned off and on together, and each result is told, at %i pixels",
      async (width) => {
        const { page, app } = await stand().visit("/app/automations", { width });
        const chosen = ["Order confirmation", "Welcome"];
        for (const [deed, status] of [
          ["off", "paused"],
          ["on", "active"],
        ] as const) {
          for (const name of chosen) await lineOf(app, name).getByRole("checkbox").check({ force: true });
          await app.getByRole("button", { name: list.deeds[deed], exact: true }).first().click();
          await toast(page, list.did[deed](chosen.length));
          for (const name of chosen)
            await expect
              .poll(
                () => lineOf(app, name).getByText(statusText.automation[status], { exact: true }).first().isVisible(),
                soon,
              )
              .toBe(true);
        }
        await app.getByRole("link", { name: "Welcome", exact: true }).click();
        await app.getByRole("heading", { name: text.automation.steps }).first().waitFor();
        await page.close();
      },
    );

    test.for([1440, 390])(
      "what is ticked before the page has come to life is chosen once it has, at %i pixels",
      async (width) => {
        const { page, app, letGo } = await visitAsleep(stand(), "/app/automations", width);
        const chosen = ["Order confirmation", "Welcome"];
        for (const name of chosen) await lineOf(app, name).getByRole("checkbox").check({ force: true });
        letGo();
        await app.getByRole("button", { name: list.deeds.off, exact: true }).first().waitFor();
        for (const name of chosen)
          await expect.poll(() => lineOf(app, name).getByRole("checkbox").isChecked(), soon).toBe(true);
        expect(await app.locator("tbody").getByRole("checkbox", { checked: true }).count()).toBe(chosen.length);
        await page.close();
      },
    );

    test("what is no file of an automation is refused, with what is wrong", async () => {
      const { page, app } = await stand().visit("/app/automations");
      await app.getByRole("link", { name: "Review request", exact: true }).first().click();
      await app.getByRole("button", { name: text.automation.more }).click();
      await app.getByText(text.automation.import, { exact: true }).click();
      const dialog = app.getByRole("dialog");
      const offer = (name: string, words: string) =>
        dialog.locator("input[type=file]").setInputFiles({
          name,
          mimeType: name.endsWith("json") ? "application/json" : "text/plain",
          buffer: Buffer.from(words),
        });
      await offer("flow.json", "{}");
      await dialog.getByText("name: is missing").first().waitFor();
      await offer("notes.txt", "hello");
      await dialog.getByText(text.automation.importNoFile).first().waitFor();
      await dialog.getByText("name: is missing").first().waitFor({ state: "detached" });
      await page.close();
    });

    test("a file of an automation becomes a new one, as a draft to be looked at", async () => {
      const { page, app } = await stand().visit("/app/automations/new");
      await app.getByRole("button", { name: text.library.fromFile }).first().click();
      const file = {
        version: 1,
        name: "From elsewhere",
        kind: "transactional",
        trigger: { type: "order_created" },
        reentry: "every_time",
        steps: [{ id: "wait", type: "wait", config: { for: { amount: 1, unit: "days" } } }],
      };
      await app
        .getByRole("dialog")
        .locator("input[type=file]")
        .setInputFiles({
          name: "flow.json",
          mimeType: "application/json",
          buffer: Buffer.from(JSON.stringify(file)),
        });
      await toast(page, text.library.fromFileDone);
      await app.getByRole("heading", { name: file.name, level: 1 }).first().waitFor();
      await app.locator("[data-stop='step:wait']").first().waitFor();
      await page.close();
    });

    test("one from scratch begins without a step, cannot be published so, and is deleted", async () => {
      const { page, app } = await stand().visit("/app/automations/new");
      await app.getByRole("textbox").fill("order was placed");
      await app.getByRole("button", { name: shelf.chooseNamed("Order created") }).click();
      await app.locator("[data-stop=trigger]").first().waitFor();
      await app.locator(".problem", { hasText: "Add a step" }).first().waitFor();
      expect(await app.locator("[data-stop^='step:']").count()).toBe(0);
      await app.getByRole("link", { name: text.editor.back }).click();
      await app.getByText(text.automation.unfinished).first().waitFor();
      await app.getByRole("button", { name: text.automation.more }).click();
      await app.getByText(text.automation.delete, { exact: true }).click();
      await app.getByRole("dialog").getByText(list.deleteBody).first().waitFor();
      await app.getByRole("dialog").getByRole("button", { name: list.deleteDo }).click();
      await toast(page, list.didOne.delete("Order created"));
      await lineOf(app, "Welcome").waitFor();
      expect(await lineOf(app, "Order created").count()).toBe(0);
      await page.close();
    });

    test("one is tagged, and found by its tag", async () => {
      const { page, app } = await stand().visit("/app/automations");
      await menuOf(app, "Review request", list.tagging.act);
      const dialog = app.getByRole("dialog");
      await dialog.getByLabel(list.tagging.label).fill("After the sale");
      await dialog.getByLabel(list.tagging.label).press("Enter");
      await dialog.getByText("After the sale", { exact: true }).waitFor();
      expect.soft(await barriersIn(page)).toEqual([]);
      await dialog.getByRole("button", { name: text.save, exact: true }).click();
      await toast(page, list.tagging.saved(1));
      await lineOf(app, "Review request").getByText("After the sale").first().waitFor();
      await app
        .getByRole("button", { name: /search/i })
        .first()
        .click();
      await app.getByRole("button", { name: list.tag, exact: true }).click();
      await app.getByRole("radio", { name: "After the sale" }).click({ force: true });
      await lineOf(app, "Welcome").waitFor({ state: "detached" });
      await lineOf(app, "Review request").waitFor();
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        expect.soft(await barriersIn(page)).toEqual([]);
        expect.soft(await tooWideBy(page)).toBe(0);
      }
      await page.close();
    });

    test("one is duplicated, and the copy archived once that was confirmed", async () => {
      const { page, app } = await stand().visit("/app/automations");
      await menuOf(app, "Welcome", list.deeds.duplicate);
      await toast(page, list.didOne.duplicate("Welcome"));
      await menuOf(app, "Welcome (copy)", list.deeds.archive);
      await app.getByRole("dialog").getByText(list.archiveBody).first().waitFor();
      await app.getByRole("dialog").getByRole("button", { name: list.archiveDo }).click();
      await toast(page, list.didOne.archive("Welcome (copy)"));
      await lineOf(app, "Welcome (copy)").waitFor({ state: "detached" });
      await app.getByRole("tab", { name: list.views.archived }).click();
      await expect.poll(() => lineOf(app, "Welcome (copy)").first().isVisible(), soon).toBe(true);
      await menuOf(app, "Welcome (copy)", list.deeds.unarchive);
      await toast(page, list.didOne.unarchive("Welcome (copy)"));
      await page.close();
    });

    test("what was archived or turned off in error is brought back by the toast that told it", async () => {
      const { page, app } = await stand().visit("/app/automations");
      await menuOf(app, "Review request", list.deeds.duplicate);
      await toast(page, list.didOne.duplicate("Review request"));
      await menuOf(app, "Review request (copy)", list.deeds.archive);
      await app.getByRole("dialog").getByRole("button", { name: list.archiveDo }).click();
      await lineOf(app, "Review request (copy)").waitFor({ state: "detached" });
      await page.getByRole("status").getByRole("button", { name: list.undo }).click();
      await lineOf(app, "Review request (copy)").waitFor();
      await lineOf(app, "Welcome")
        .getByRole("button", { name: list.turnOffNamed("Welcome") })
        .click();
      await toast(page, list.turnedOff("Welcome"));
      await page.getByRole("status").getByRole("button", { name: list.undo }).click();
      await toast(page, list.turnedOn("Welcome"));
      await lineOf(app, "Welcome")
        .getByRole("button", { name: list.turnOffNamed("Welcome") })
        .first()
        .waitFor();
      await page.close();
    });

    test("is searched as one types, and ordered, by its address alone", async () => {
      const { page, app } = await stand().visit("/app/automations");
      await app
        .getByRole("button", { name: /search/i })
        .first()
        .click();
      await app.getByRole("textbox").fill("checkout");
      await lineOf(app, "Welcome").waitFor({ state: "detached" });
      await expect.poll(() => lineOf(app, "Abandoned cart").first().isVisible(), soon).toBe(true);
      await page.close();
    });

    test("what it is filtered down to is saved as a view for everybody, and deleted again", async () => {
      const { page, app } = await stand().visit("/app/automations");
      await app
        .getByRole("button", { name: /search/i })
        .first()
        .click();
      await app.getByRole("button", { name: list.trigger }).first().click();
      await app.getByRole("radio", { name: "Order fulfilled" }).click({ force: true });
      await lineOf(app, "Welcome").waitFor({ state: "detached" });
      await app.getByRole("textbox").click();
      await app.getByRole("button", { name: "Save as" }).first().click();
      await app.getByRole("dialog").getByRole("textbox").fill("After sending");
      await app.getByRole("dialog").getByRole("button", { name: text.save, exact: true }).click();
      await toast(page, views.saved("After sending"));
      await page.close();

      const { page: others, app: other } = await stand().visit("/app/automations", { as: "Vera" });
      await lineOf(other, "Welcome").waitFor();
      await other.getByRole("tab", { name: "After sending" }).click();
      await lineOf(other, "Welcome").waitFor({ state: "detached" });
      await lineOf(other, "Order fulfilled").waitFor();
      await other.getByRole("tab", { name: "After sending" }).click();
      await other.getByRole("menuitem", { name: "Delete" }).click();
      await other.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
      await toast(others, views.deleted("After sending"));
      await other.getByRole("tab", { name: "After sending" }).waitFor({ state: "detached" });
      await others.close();
    });

    test("an order counts for the automation whose text came before it", async () => {
      const { sandbox, visit } = stand();
      const ana = "store/customers/7012340000011";
      await sandbox.api(`${ana}/consent`, { subscribed: true });
      await sandbox.api("clock", { hours: 1 });
      await sandbox.api(`${ana}/cart`, { variantId: "44120000000101", quantity: 1 });
      await sandbox.api(`${ana}/order`);
      const { page, app } = await visit("/app/automations");
      await lineOf(app, "Welcome").getByText(list.orders(1)).first().waitFor();
      expect(await lineOf(app, "Welcome").innerText()).toMatch(/\$\d+\.\d\d/);
      await page.close();
    });
  });

  describe("credits", () => {
    test("a pack is bought on Shopify's own page, and coming back shows what became of it", async () => {
      const { page, app } = await stand().visit("/app/credits");
      const [pack] = ["500 text credits"];
      await app.getByRole("button", { name: money.buyNamed(pack) }).click();
      await page.waitForURL(/\/sandbox\/store\/charges\//);
      await page.getByRole("button", { name: "Approve" }).click();
      await app.getByText(money.charge.active.title(500)).first().waitFor();
      await app.getByRole("tab", { name: money.views.bought }).click();
      await expect.poll(() => app.getByText(pack).first().isVisible(), soon).toBe(true);
      await page.close();
    });

    test("one who declines is told that nothing was charged", async () => {
      const { page, app } = await stand().visit("/app/credits");
      await app.getByRole("button", { name: money.buyNamed("2,000 text credits") }).click();
      await page.waitForURL(/\/sandbox\/store\/charges\//);
      await page.getByRole("button", { name: "Decline" }).click();
      await expect.poll(() => app.getByText(money.charge.declined.title()).first().isVisible(), soon).toBe(true);
      await page.close();
    });

    test("the ledger is narrowed down to a period, and each text opens to its entries", async () => {
      await stand().inspect("/app/credits", (app) =>
        app.getByText(money.spend.title("Last 30 days")).first().waitFor(),
      );
      const { page, app } = await stand().visit("/app/credits?when=today");
      await app.getByRole("heading", { name: money.ledgerIn("Today") }).waitFor();
      await app.getByRole("button", { name: money.export.open }).waitFor();
      await page.close();
    });

    test("the ledger is proven, sum by sum", async () => {
      const { page, app } = await stand().visit("/app/credits");
      await app.getByRole("button", { name: money.prove }).click();
      await app
        .getByText(/^Everything agreed/)
        .first()
        .waitFor();
      const balance = Number(
        (await app.getByRole("heading", { name: money.free, exact: true }).locator("+ p").innerText()).replace(",", ""),
      );
      await app.getByText(money.compared.balance(balance, balance)).first().waitFor();
      expect(
        await app
          .getByRole("img", { name: money.agrees })
          .or(app.getByText(money.agrees, { exact: true }))
          .count(),
      ).toBe(8);
      await page.close();
    });

    test("what is typed stays where it is refused, with the reason at its field, and is kept once it is right", async () => {
      const { page, app } = await stand().visit("/app/credits");
      const field = app.getByLabel(money.lowBalanceAt);
      await field.fill("-5");
      await page.getByRole("button", { name: text.save }).click();
      await app.getByText("must not be negative").first().waitFor();
      expect(await field.inputValue()).toBe("-5");
      await field.fill("120");
      await page.getByRole("button", { name: text.save }).click();
      await toast(page, money.savedSettings);
      await page.reload();
      await expect.poll(() => app.getByLabel(money.lowBalanceAt).inputValue(), soon).toBe("120");
      await page.close();
    });
  });

  test.each([
    ["/app/automations", list.title],
    ["/app/automations/library", shelf.title],
    ["/app/automations/library/win-back-series", "Win-back series"],
    ["/app/automations/new", shelf.scratchTitle],
    ["/app/credits", money.title],
  ])("%s fits both widths and shuts nobody out", async (path, title) => {
    const looked = stand().inspect(path, (app) =>
      app.getByRole("heading", { level: 1, name: title }).first().waitFor(),
    );
    await expect(looked).resolves.toBeUndefined();
  });
});
