import { typeNumberCode } from "./number-code.ts";
import { expect, test } from "vitest";
import { statusText } from "#text/statuses.ts";
import { text } from "../../app/text/en.ts";
import { visitAsleep } from "./asleep.ts";
import { describeWithManagers, soon } from "./stand.ts";

const words = text.home;
const GRACE = "7012340000013";
const SOMETHING = "44120000000101";

describeWithManagers("home", (stand) => {
  test("fits both widths and shuts nobody out, quiet and with an alert", async () => {
    const { sandbox, inspect } = stand();
    await inspect("/app", (app) => app.getByText(words.latest.none).first().waitFor());
    await sandbox.api("phone/receive", { from: "+12125550123", body: "Hello, are you open today?" });
    await inspect("/app", (app) =>
      app
        .getByRole("heading", { name: words.alerts.say({ kind: "unread", count: 1 }).title })
        .first()
        .waitFor(),
    );
  });

  test("moves as a customer orders, without a reload, and leads to why", async () => {
    const { sandbox, visit } = stand();
    const { page, app } = await visit("/app");
    await app.getByText(words.latest.none).first().waitFor();
    await sandbox.api(`store/customers/${GRACE}/cart`, { variantId: SOMETHING, quantity: 1 });
    await sandbox.api(`store/customers/${GRACE}/order`, { later: false });
    const line = app
      .getByRole("listitem")
      .filter({ hasText: "Order confirmation" })
      .filter({ hasText: statusText.message.delivered });
    await line.first().waitFor();
    await app.getByText(words.latest.none).waitFor({ state: "hidden" });
    const sent = app
      .getByRole("link", { name: words.today.sent, exact: true })
      .locator("xpath=../following-sibling::p")
      .first();
    await expect.poll(() => sent.innerText(), soon).toBe("1");
    await line.first().getByRole("link").click();
    await app.getByRole("heading", { name: text.entry.checks }).first().waitFor();
    await page.close();
  });

  test("a button that is pressed before the page has come to life is pressed once it has", async () => {
    const { page, app, letGo } = await visitAsleep(stand(), "/app");
    const guide = app.getByRole("button", { name: words.setup.close });
    await guide.click();
    letGo();
    await app.getByRole("button", { name: words.setup.open }).first().waitFor();
    await page.close();
  });

  test("a link that is followed before the page has come to life is followed once it has", async () => {
    const { page, app, letGo } = await visitAsleep(stand(), "/app");
    await page
      .getByRole("navigation", { name: "App" })
      .getByRole("link", { name: text.nav.automations, exact: true })
      .click();
    letGo();
    await app.getByRole("heading", { name: text.automations.title, level: 1 }).first().waitFor();
    await page.close();
  });

  test("the first picture waits for the end of what is to be seen, so that nothing moves while the rest is read", async () => {
    const { page, app } = await stand().visit("/app");
    await app.getByRole("heading", { name: words.title, level: 1 }).first().waitFor();
    const waitsFor = app.locator("link[rel=expect][blocking=render]");
    expect(await waitsFor.count()).toBe(1);
    const end = (await waitsFor.getAttribute("href")) ?? "";
    // Behind all that is seen, and before the scripts that carry the page's data.
    expect(
      await app.locator(`h1 >> xpath=following::*[@id="${end.slice(1)}"]/following-sibling::script`).count(),
    ).toBeGreaterThan(0);
    await page.close();
  });

  test(
    "a page that is reloaded by itself finds its way back into " +
      "the admin; opened outside, it says from where to open it",
    async () => {
      const { page, app } = await stand().visit("/app");
      await app.getByRole("link", { name: words.latest.all }).first().click();
      const log = app.getByRole("heading", { name: text.activity.title, level: 1 });
      await log.first().waitFor();
      const heard = page.waitForResponse((response) => response.url().includes("/auth/way-back"));
      await app.locator("body").evaluate(() => window.location.reload());
      expect((await heard).status()).toBe(200);
      await log.first().waitFor();
      await page.close();

      const outside = await stand().context.newPage();
      await outside.goto(`${stand().sandbox.url}/app/activity`);
      await outside.getByRole("heading", { name: text.wayBack.lostTitle }).waitFor();
      await outside.getByRole("link", { name: text.login.title }).click();
      await outside.getByRole("heading", { name: text.login.title }).waitFor();
      await outside.close();
    },
  );

  test("a reload of the whole admin comes back to the page that was open", async () => {
    const { page, app } = await stand().visit("/app");
    await app.getByRole("link", { name: words.latest.all }).first().click();
    const log = app.getByRole("heading", { name: text.activity.title, level: 1 });
    await log.first().waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get("path"), soon).toBe("/app/activity");
    await page.reload();
    await log.first().waitFor();
    await page.close();
  });

  test("who may only look sees how far the set-up is, and is not offered to decide", async () => {
    const vera = await stand().visit("/app", { as: "Vera" });
    const keep = vera.app.getByRole("button", { name: words.setup.confirm.sender("Larkspur Home") });
    await keep.waitFor();
    const rosa = await stand().visit("/app/settings/team");
    await rosa.app.getByLabel(text.settings.team.roleOf("Vera Lind")).selectOption("viewer");
    await rosa.page.getByText(text.saved, { exact: true }).first().waitFor();
    await vera.page.reload();
    await vera.app.getByText(words.setup.notYours).first().waitFor();
    expect(await keep.isVisible()).toBe(false);
    expect(await vera.app.getByRole("link", { name: words.setup.steps.sender.action }).isVisible()).toBe(false);
    await rosa.page.close();
    await vera.page.close();
  });

  test("its guide ticks itself off, stays until it was seen done, and is gone the next time", async () => {
    const { page, app } = await stand().visit("/app");
    const progress = (done: number) => app.getByText(words.setup.progress(done, 6)).first().waitFor();
    await progress(3);
    await app.getByRole("button", { name: words.setup.confirm.sender("Larkspur Home") }).click();
    await progress(4);
    // What was kept by a press opens what is next.
    await app.getByText("Larkspur Home at this number").first().waitFor();
    await app.getByRole("button", { name: words.setup.confirm.consent() }).click();
    await progress(5);
    await app.getByText(words.setup.steps.test.body).first().waitFor();

    const other = await stand().visit("/app");
    await other.app.getByRole("link", { name: words.setup.steps.test.action }).click();
    await other.app.getByLabel(text.trial.sendPhone).fill("+1 212 555 0188");
    await other.app.getByRole("button", { name: text.trial.sendAll(1) }).click();
    await typeNumberCode(other.app, stand().sandbox, "+12125550188");

    await app.getByRole("heading", { name: words.setup.allDone }).first().waitFor();
    await page.reload();
    await app.getByRole("heading", { name: words.today.title }).first().waitFor();
    expect(await app.getByText(words.setup.progress(6, 6)).isVisible()).toBe(false);
    await other.page.close();
    await page.close();
  });
});
