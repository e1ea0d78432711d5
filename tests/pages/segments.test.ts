import type { FrameLocator, Page } from "playwright-core";
import { beforeAll, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { describeWithManagers, soon } from "./stand.ts";

const { segments, conditions } = text;
const said = (page: Page, words: string) => page.locator("#toast").getByText(words).first().waitFor(soon);
const button = (app: FrameLocator, name: string) => app.getByRole("button", { name, exact: true }).first();
const save = (app: FrameLocator) => button(app, segments.save).click();
/** Screenshots of a run by hand. */
const look = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.LOOK;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

const ANA = "7012340000011";

describeWithManagers("the segments", (stand) => {
  beforeAll(() => stand().sandbox.api(`store/customers/${ANA}/consent`, { subscribed: true }));

  test("are none at first, and one by conditions is made with its customers counted while it is written", async () => {
    const { page, app } = await stand().visit("/app/segments");
    await app.getByText(segments.emptyTitle).waitFor(soon);
    await look(page, "empty");
    await button(app, segments.create).click();
    await app.getByLabel(segments.name).fill("Never ordered");
    await button(app, conditions.add).click();
    await app.getByRole("combobox").last().fill("number of orders");
    await app.getByRole("option", { name: "Number of orders" }).click();
    await app.getByRole("textbox").or(app.getByRole("spinbutton")).last().fill("0");
    await app.getByText(/^\d+ customers? now$/).waitFor(soon);
    await look(page, "new");
    await save(app);
    await app.getByText("Number of orders is 0.").waitFor(soon);
    await app.locator("tbody tr").filter({ hasText: "Ana Reyes" }).first().waitFor(soon);
    await look(page, "conditions");
    await page.setViewportSize({ width: 390, height: 844 });
    await look(page, "conditions-390");
    await page.close();
  });

  test("of Shopify is chosen by its name, and has its members", async () => {
    const { page, app } = await stand().visit("/app/segments/new");
    await app.getByText(segments.kinds.shopify, { exact: true }).click();
    await app.getByLabel(segments.shopifySegment).selectOption({ label: "Customers who haven't purchased" }, soon);
    await look(page, "shopify");
    await save(app);
    await app.getByRole("heading", { name: "Customers who haven't purchased" }).waitFor(soon);
    await app.getByText(segments.reachTitle).waitFor(soon);
    await look(page, "shopify-segment");
    await page.close();
  });

  test("filled by hand takes customers in and out, and is deleted", async () => {
    const { page, app } = await stand().visit("/app/segments/new");
    await app.getByText(segments.kinds.static, { exact: true }).click();
    await app.getByLabel(segments.name).fill("Regulars");
    await save(app);
    await app.getByLabel(segments.addSearch).fill("Ana");
    await button(app, segments.find).click();
    await app
      .getByRole("button", { name: /^Add: Ana/ })
      .first()
      .click(soon);
    await said(page, segments.added(1));
    await app.locator("tbody tr").filter({ hasText: "Ana Reyes" }).first().waitFor(soon);
    await look(page, "static");
    const address = new URL(
      page
        .frames()
        .find((frame) => frame.url().includes("/app/segments/"))
        ?.url() ?? "",
    ).pathname;
    await stand().inspect(address, async (inside, at) => {
      await inside.getByText(segments.reachTitle).waitFor(soon);
      await look(at, "static-page");
    });
    await button(app, segments.remove).click();
    await app.getByRole("dialog").getByRole("button", { name: segments.remove, exact: true }).click();
    await app.getByRole("heading", { name: segments.title }).first().waitFor(soon);
    await page.close();
  });

  test("have pages that everybody can use, at both widths", async () => {
    await stand().inspect("/app/segments", (app) =>
      app.getByText("Customers who haven't purchased").first().waitFor(soon),
    );
    await stand().inspect("/app/segments/new", (app) => app.getByLabel(segments.name).waitFor(soon));
  });
});
