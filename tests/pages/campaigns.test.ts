import type { FrameLocator } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { describeWithManagers, soon } from "./stand.ts";

const { campaigns, segments } = text;
const ANA = "7012340000011";
const WORDS = "Autumn is here: 20% off until Sunday. Reply STOP to opt out";
const EMPTY = "The text comes out empty. Write some words.";
const button = (app: FrameLocator, name: string) => app.getByRole("button", { name, exact: true }).first();

describeWithManagers("the campaigns", (stand) => {
  beforeAll(async () => {
    await stand().sandbox.api(`store/customers/${ANA}/consent`, { subscribed: true });
    const { page, app } = await stand().visit("/app/segments/new");
    await app.getByText(segments.kinds.static, { exact: true }).click();
    await app.getByLabel(segments.name).fill("Regulars");
    await button(app, segments.save).click();
    await app.getByLabel(segments.addSearch).fill("Ana");
    await button(app, segments.find).click();
    await app
      .getByRole("button", { name: /^Add: Ana/ })
      .first()
      .click(soon);
    await app.locator("tbody tr").filter({ hasText: "Ana Reyes" }).first().waitFor(soon);
    await page.close();
  });

  test("are written, forecast, sent to a segment, and tell what became of each text", async () => {
    const { page, app } = await stand().visit("/app/campaigns");
    await app.getByText(campaigns.empty.title).waitFor(soon);
    await button(app, campaigns.create).click();

    // The form names what is missing at its field once it is sent, and loses and sends nothing.
    await app.getByLabel(campaigns.form.name, { exact: true }).fill("Autumn sale");
    await app.getByLabel(campaigns.form.text, { exact: true }).waitFor(soon);
    await app.getByText(text.message.size.notBegun.sms).waitFor(soon);
    expect(await app.getByText(EMPTY).count()).toBe(0);
    await button(app, campaigns.sendNow).click();
    const dialog = app.getByRole("dialog");
    await dialog.getByRole("button", { name: campaigns.sendNow, exact: true }).click();
    await app.getByText(EMPTY).first().waitFor(soon);
    await dialog.waitFor({ state: "detached" });

    await app.getByLabel(campaigns.form.text, { exact: true }).fill(WORDS);
    await app.getByLabel(campaigns.form.members("Regulars", 1)).first().check();
    await app.getByText(campaigns.forecast.sendable(1)).first().waitFor(soon);

    // A test to oneself reads as the chosen recipient would read it; a new number gets a code first.
    await app.getByLabel(campaigns.trial.as).selectOption({ label: "Ana Reyes" });
    await app.getByText(WORDS).last().waitFor(soon);
    await app.getByLabel(text.trial.sendPhone, { exact: true }).fill("+1 212 555 0199");
    await button(app, text.trial.sendAll(1)).click();
    await app.getByLabel(text.trial.numberCode.label).waitFor(soon);

    await button(app, campaigns.sendNow).click();
    await dialog.getByText(campaigns.forecast.sendable(1)).waitFor(soon);
    await dialog.getByRole("button", { name: campaigns.sendNow, exact: true }).click();

    await app.getByRole("heading", { name: "Autumn sale", level: 1 }).first().waitFor(soon);
    await app.getByText(campaigns.report.progressOf(1, 1)).waitFor(soon);
    await app.getByText(campaigns.statuses.sent, { exact: true }).first().waitFor(soon);
    await app.getByRole("link", { name: "Ana Reyes" }).waitFor(soon);
    await app.getByText(campaigns.report.everyone).waitFor(soon);
    await page.close();
  });

  test("are for every width and for everybody: the list, the form, and the report", async () => {
    await stand().inspect("/app/campaigns", (app) => app.getByRole("link", { name: "Autumn sale" }).waitFor(soon));
    const { page, app } = await stand().visit("/app/campaigns");
    await app.getByRole("link", { name: "Autumn sale" }).click();
    await app.getByText(campaigns.report.recipients).first().waitFor(soon);
    const address = new URL(page.url()).searchParams.get("path") ?? "";
    expect(address).toMatch(/^\/app\/campaigns\/[0-9a-f-]{36}$/);
    await page.close();
    await stand().inspect(address, (inside) => inside.getByText(campaigns.report.recipients).first().waitFor(soon));
    await stand().inspect("/app/campaigns/new", async (inside) => {
      await inside.getByLabel(campaigns.form.text, { exact: true }).waitFor(soon);
      await button(inside, campaigns.form.addWording).click();
      await inside.getByRole("heading", { name: campaigns.form.wording("B") }).waitFor(soon);
      await inside.getByText(campaigns.form.test, { exact: true }).click();
      await inside.getByLabel(campaigns.discount.give).check();
      await inside.getByLabel("The code begins with").waitFor(soon);
      await inside.getByText(text.trial.sendTitle).waitFor(soon);
      await inside.getByText(campaigns.form.local, { exact: true }).click();
      await inside.getByLabel(campaigns.form.ifPast).waitFor(soon);
    });
  });
});
