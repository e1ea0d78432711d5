import { beforeAll, expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { describeAtStand } from "./stand.ts";

const SHOP = "sandbox.myshopify.com";
const ANA = "7012340000011";
const THEO = "9007199254740993";
const MUG = "44120000000101";
const words = text.health;
const PATIENCE_MS = 120_000;

describeAtStand("webhooks that Shopify could not deliver", (stand) => {
  const api = (path: string, body: object = {}) => stand().sandbox.api(path, body);
  const texts = async () =>
    (await stand().sandbox.state()).conversations
      .flatMap((conversation) => conversation.texts)
      .map(({ body }) => body)
      .filter((body) => body.includes("order"));
  const order = async (customer: string) => {
    await api(`store/customers/${customer}/cart`, { variantId: MUG, quantity: 1 });
    await api(`store/customers/${customer}/order`);
  };
  /** The comparison as its task runs it; what it fetched is ingested. */
  const compare = async () => {
    await stand().sandbox.cli("task", "run", "reconcile");
    // Waits for what the task has begun.
    await api("clock", { hours: 1 });
  };

  beforeAll(async () => {
    await stand().sandbox.cli("automation", "activate", SHOP, "order-confirmation");
    await compare();
  }, PATIENCE_MS);

  test(
    "the order of a lost webhook is texted all the same, and once: its webhook that comes late does nothing",
    async () => {
      const before = (await texts()).length;
      await api("webhooks/hold");
      await order(ANA);
      expect(await texts()).toHaveLength(before);
      await api("clock", { hours: 1 });
      await compare();
      await expect.poll(async () => (await texts()).length, { timeout: PATIENCE_MS }).toBe(before + 1);
      await api("webhooks/deliver-held");
      await api("clock", { hours: 1 });
      await compare();
      expect(await texts()).toHaveLength(before + 1);
    },
    PATIENCE_MS,
  );

  test(
    "the order of yesterday is logged as too old, and not texted",
    async () => {
      const before = (await texts()).length;
      await api("webhooks/hold");
      await order(THEO);
      await api("webhooks/drop-held");
      // The app was down, too.
      await stand().sandbox.cli("task", "disable", "reconcile");
      await api("clock", { hours: 30 });
      await stand().sandbox.cli("task", "enable", "reconcile");
      await compare();
      expect(await texts()).toHaveLength(before);
      const { out } = await stand().sandbox.cli("explain", SHOP, "+13105550142");
      expect(out).toContain("too late");
    },
    PATIENCE_MS,
  );

  test(
    "Status says when events were compared, and how many were missing",
    async () => {
      await stand().inspect("/app/health", async (app) => {
        await app.getByRole("heading", { name: words.missed }).waitFor();
        await app.getByText(words.fetchedLate).waitFor();
      });
    },
    PATIENCE_MS,
  );
});
