import type { FrameLocator } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { describeAtStand, soon } from "./stand.ts";

const SHOP = "sandbox.myshopify.com";
const words = text.imports;
const PATIENCE_MS = 120_000;

describeAtStand(
  "the import of what a store had before",
  (stand) => {
    const fault = (kind: string) => stand().sandbox.api("store/bulk-operations", { fault: kind });
    const shows = (app: FrameLocator, title: string) => app.getByRole("heading", { name: title }).first().waitFor(soon);

    beforeAll(async () => {
      // The first visit installs the app, and begins the import.
      const { page, app } = await stand().visit("/app");
      await shows(app, words.title.running).catch(() => {});
      await shows(app, words.title.done);
      await page.close();
    }, PATIENCE_MS);

    test("is shown on Home and on Status, with what it read", async () => {
      for (const path of ["/app", "/app/health"])
        await stand().inspect(path, async (app) => {
          await shows(app, words.title.done);
          await app.getByText(/^88 imported$/).waitFor(soon);
          await app.getByText(/^111 imported$/).waitFor(soon);
        });
    });

    test("lets a merchant who has just installed the app backtest at once", async () => {
      const { out } = await stand().sandbox.cli("backtest", SHOP, "order-confirmation", "--since", "60d");
      expect(out).toMatch(/Entered\s+1\d\d times/);
      expect(out).toMatch(/Texts\s+\d\d to \d\d customers/);
      expect((await stand().sandbox.state()).conversations.flatMap(({ texts }) => texts)).toEqual([]);
    });

    test("says why it failed, and goes well when it is tried again", async () => {
      await fault("denied");
      await stand().sandbox.cli("import", "start", "--shop", SHOP);
      const { page, app } = await stand().visit("/app");
      await shows(app, words.title.failed);
      await app.getByText(words.problem("not_granted")).first().waitFor(soon);
      await stand().inspect("/app", (failed) => shows(failed, words.title.failed));
      await fault("none");
      await app.getByRole("button", { name: words.again }).click();
      await shows(app, words.title.done);
      await page.close();
    });

    test("is tried again by those alone who may change settings", async () => {
      await fault("cancelled");
      await stand().sandbox.cli("import", "start", "--shop", SHOP);
      const { page, app } = await stand().visit("/app", { as: "Vera" });
      await shows(app, words.title.failed);
      expect(await app.getByRole("button", { name: words.again }).count()).toBe(0);
      await page.close();
      await fault("none");
    });
  },
  { start: "empty" },
);
