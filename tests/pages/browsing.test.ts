import { expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { openDesk } from "./desk.ts";
import { describeAtStand } from "./stand.ts";

const SHOP = "sandbox.myshopify.com";
const words = text.settings.browsing;

describeAtStand("browsing", (stand) => {
  test("from the link of a text over a product's page to the automation", async () => {
    const { sandbox, context } = stand();
    await stand().inspect("/app/settings/consent", (ready) => ready.getByText(words.off).first().waitFor());
    const { page: settings, app } = await stand().visit("/app/settings/consent");
    await app.getByRole("button", { name: words.turnOn }).click();
    await app.getByText(words.on, { exact: true }).first().waitFor();
    await settings.close();
    for (const key of ["order-confirmation", "browse-abandonment"])
      expect((await sandbox.cli("automation", "activate", SHOP, key)).code).toBe(0);

    const desk = await openDesk(context, sandbox.url);
    await desk.shopAs("Ana Reyes");
    await desk.putIntoCart("Enamel mug");
    await sandbox.api("store/customers/7012340000011/order");
    await sandbox.api("clock", { hours: 1 });
    await desk.page.getByRole("region", { name: "Phone" }).getByRole("link", { name: /\/l\// }).last().click();
    // The page goes once the pixel's call was answered: a call that has not begun goes with it.
    const told = desk.page.waitForResponse((answer) => answer.url().includes("/pixel/viewed"));
    await desk.store.getByRole("link", { name: "Linen throw" }).click();
    await desk.store.getByText("web pixel runs on this page").first().waitFor();
    expect((await told).status()).toBe(204);
    await desk.page.close();

    const { page: scheduled, app: shown } = await stand().visit("/app/scheduled");
    await shown.getByText("Browse abandonment").first().waitFor();
    await scheduled.close();
  });
});
