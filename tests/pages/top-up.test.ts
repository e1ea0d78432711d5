import { expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { describeAtStand, soon } from "./stand.ts";

const SHOP = "sandbox.myshopify.com";
const words = text.topUp;

interface Subscription {
  id: string;
  status: string;
  records: { price: string }[];
}

describeAtStand("auto top-up", (stand) => {
  const api = (path: string, body: object = {}) => stand().sandbox.api(path, body);
  const newest = async () => {
    const response = await fetch(`${stand().sandbox.url}/sandbox/api/store/subscriptions`);
    const all = (await response.json()) as Subscription[];
    return all.at(-1);
  };
  const balance = async () => {
    const { out } = await stand().sandbox.cli("shop", "list", "--json");
    return (JSON.parse(out) as { domain: string; creditBalance: number }[]).find(({ domain }) => domain === SHOP)
      ?.creditBalance;
  };
  const card = { name: words.title } as const;

  test("is turned on and approved at Shopify, and from then on buys by itself", async () => {
    const { page, app } = await stand().visit("/app/credits");
    await app.getByRole("heading", card).waitFor();
    await app.getByLabel(words.below).fill("250");
    await app.getByLabel(words.mostPerMonth).fill("5");
    await app.getByRole("button", { name: words.turnOn }).click();
    await app.getByText("Is less than one pack costs").waitFor();
    await app.getByLabel(words.mostPerMonth).fill("15");
    await app.getByRole("button", { name: words.turnOn }).click();
    await page.getByRole("heading", { name: "Shopbell asks for usage charges" }).waitFor();
    await page.getByText("15.00 USD").waitFor();
    const before = (await balance()) ?? 0;
    await page.getByRole("button", { name: "Approve" }).click();
    await app.getByText(words.returned.active.title).waitFor();
    await expect.poll(balance, soon).toBe(before + 500);
    expect((await newest())?.records).toMatchObject([{ price: "10.00" }]);
    await page.close();
    await stand().sandbox.cli("credits", "adjust", SHOP, "-600", "--note", "many texts");
    await stand().inspect("/app/credits", async (shown) => {
      await shown.getByText(words.states.cap_reached.says).waitFor();
      await shown.getByText(words.usedOf("10.00", "15.00", "USD")).waitFor();
      await shown.getByText(words.bought("500 text credits")).waitFor();
    });
    expect((await newest())?.records).toHaveLength(1);
  });

  test("buys on once a higher limit is approved; a lost answer is charged once", async () => {
    const { page, app } = await stand().visit("/app/credits");
    await api("store/billing-fault", { fault: "lost" });
    await app.getByLabel(words.mostPerMonth).fill("100");
    await app.getByRole("button", { name: words.save, exact: true }).click();
    await page.getByRole("heading", { name: "Shopbell asks for a higher limit" }).waitFor();
    const before = (await balance()) ?? 0;
    await page.getByRole("button", { name: "Approve" }).click();
    await expect.poll(async () => (await newest())?.records.length, soon).toBe(2);
    await api("store/billing-fault", { fault: "none" });
    expect(await balance()).toBe(before);
    await api("clock", { hours: 1 });
    await expect.poll(balance, soon).toBe(before + 500);
    expect((await newest())?.records).toHaveLength(2);
    await page.close();
  });

  test("says that Shopify has frozen it, and buys nothing", async () => {
    const { id = "" } = (await newest()) ?? {};
    await api(`store/subscriptions/${id}/turn`, { deed: "freeze" });
    await stand().sandbox.cli("credits", "adjust", SHOP, "-500", "--note", "many texts");
    await stand().sandbox.cli("task", "run", "top-up");
    const { page, app } = await stand().visit("/app/credits");
    await app.getByText(words.states.frozen.says).waitFor();
    expect((await newest())?.records).toHaveLength(2);
    await api(`store/subscriptions/${id}/turn`, { deed: "unfreeze" });
    await app.getByRole("button", { name: words.turnOff }).click();
    await app.getByRole("dialog").getByRole("button", { name: words.turnOff }).click();
    await app.getByText(words.states.off.badge, { exact: true }).waitFor();
    expect((await newest())?.status).toBe("CANCELLED");
    await page.close();
  });
});
