import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { describeAtStand, soon } from "./stand.ts";

const { holdouts, settings } = text;
const ANA = "7012340000011";
const MUG = "44120000000101";
const SHOP = "sandbox.myshopify.com";
const SECOND_TEXT = {
  name: "Two ways to say it",
  kind: "marketing",
  trigger: { type: "order_created" },
  reentry: "every_time",
  steps: [
    {
      id: "ways",
      name: "Which way",
      type: "split",
      arms: [
        {
          id: "short",
          name: "Short",
          weight: 1,
          steps: [{ id: "short-text", type: "send_sms", config: { body: "Thanks! Reply STOP to opt out" } }],
        },
        { id: "none", name: "No text", weight: 1, holdout: true, steps: [] },
      ],
    },
  ],
};

describeAtStand(
  "holdouts",
  (stand) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "shopbell-holdouts-"));
    let automation = "";
    beforeAll(async () => {
      const { sandbox } = stand();
      await sandbox.api(`store/customers/${ANA}/consent`, { subscribed: true });
      const file = path.join(folder, "flow.json");
      writeFileSync(file, JSON.stringify(SECOND_TEXT));
      const made = await sandbox.cli("automation", "import", SHOP, file, "--publish", "--json");
      automation = (JSON.parse(made.out) as { automationId: string }).automationId;
      expect((await sandbox.cli("automation", "activate", SHOP, automation)).code).toBe(0);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test("are set for the whole shop, and refused beyond a fifth of it", async () => {
      const { page, app } = await stand().visit("/app/settings/holdout");
      await app.getByText(holdouts.shop.none).waitFor(soon);
      await app.getByLabel(holdouts.shop.percent).fill("30");
      await page.getByRole("button", { name: text.save }).click();
      await app.getByText("This is more than 20.").first().waitFor(soon);
      expect(await app.getByLabel(holdouts.shop.percent).inputValue()).toBe("30");
      await app.getByLabel(holdouts.shop.percent).fill("5");
      await page.getByRole("button", { name: text.save }).click();
      await page.getByText(text.saved, { exact: true }).first().waitFor(soon);
      await app.getByText(/5% are held out/).waitFor(soon);
      await page.close();
      const history = await stand().visit("/app/settings/history");
      await history.app
        .getByText(/holdout/i)
        .first()
        .waitFor(soon);
      await history.page.close();
      await stand().inspect("/app/settings/holdout", (at) => at.getByText(/5% are held out/).waitFor(soon));
      const again = await stand().visit("/app/settings/holdout");
      await again.app.getByLabel(holdouts.shop.percent).fill("0");
      await again.page.getByRole("button", { name: text.save }).click();
      await again.app.getByText(/5% were held out/).waitFor(soon);
      await again.page.close();
    });

    test("may be looked at by a viewer, and not changed", async () => {
      const { page, app } = await stand().visit("/app/settings/holdout", { as: "Vera" });
      await app.getByText(settings.readOnly).waitFor(soon);
      await app.getByRole("heading", { name: holdouts.shop.reportTitle }).waitFor(soon);
      expect(await app.getByLabel(holdouts.shop.percent).isDisabled()).toBe(true);
      await page.close();
    });

    test("of a split say on the automation's page who reached which branch", async () => {
      const { sandbox, inspect, visit } = stand();
      const address = `/app/automations/${automation}`;
      const before = await visit(address);
      await before.app.getByText(holdouts.split.nobody).waitFor(soon);
      await before.page.close();
      await sandbox.api(`store/customers/${ANA}/cart`, { variantId: MUG, quantity: 1 });
      await sandbox.api(`store/customers/${ANA}/order`);
      const { page, app } = await visit(address);
      await app.getByRole("heading", { name: holdouts.split.card }).waitFor(soon);
      await app.getByText("1 (50% planned)").waitFor(soon);
      await page.close();
      await inspect(address, (at) => at.getByRole("heading", { name: "Which way" }).waitFor(soon));
    });
  },
  { staffRole: "viewer" },
);
