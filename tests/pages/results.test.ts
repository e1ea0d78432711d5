import { expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { describeAtStand, soon } from "./stand.ts";

const words = text.results;
const GRACE = "7012340000013";
const SOMETHING = "44120000000101";

describeAtStand("results", (stand) => {
  test("fit both widths and shut nobody out, empty and with figures", async () => {
    const { sandbox, inspect } = stand();
    await inspect("/app/results", (app) => app.getByText(words.noneTitle).first().waitFor());
    await sandbox.api(`store/customers/${GRACE}/cart`, { variantId: SOMETHING, quantity: 1 });
    await sandbox.api(`store/customers/${GRACE}/order`, { later: false });
    await expect
      .poll(async () => {
        const { page, app } = await stand().visit("/app/results");
        await app.getByRole("heading", { name: words.title, level: 1 }).first().waitFor();
        const rows = await app.getByRole("link", { name: "Order confirmation" }).count();
        await page.close();
        return rows;
      }, soon)
      .toBeGreaterThan(0);
    await inspect("/app/results", async (app) => {
      await app
        .getByRole("button", { name: words.show("Order confirmation") })
        .first()
        .click();
      await app.getByText(words.sent).first().waitFor();
    });
  });

  test("are shown on the canvas on demand", async () => {
    const { visit } = stand();
    const { page, app } = await visit("/app/automations");
    await app.getByRole("link", { name: "Order confirmation" }).first().click();
    await app.getByRole("heading", { name: text.automation.steps }).first().waitFor();
    const [, id = ""] =
      /automations\/([0-9a-f-]{36})/.exec(await app.locator("body").evaluate(() => location.href)) ?? [];
    await page.close();
    const editor = await visit(`/app/automations/${id}/edit`);
    const button = editor.app.getByRole("button", { name: words.funnel.show });
    await button.click();
    await editor.app
      .getByText(/1 reached · 1 sent/)
      .first()
      .waitFor();
    await editor.app.getByRole("button", { name: words.funnel.hide }).click();
    await editor.app
      .getByText(/1 reached/)
      .first()
      .waitFor({ state: "hidden" });
    await editor.page.close();
  });
});
