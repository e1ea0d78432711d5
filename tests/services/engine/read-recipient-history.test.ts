import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readRecipientHistory } from "#services/engine/parts/read-recipient-history.server.ts";
import type { Instant } from "#core/time/time.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, MONDAY_TEN, type House } from "../test-app.ts";

const PHONE = "+12125550123";
const EMAIL = "ada@example.com";
const hoursAgo = (hours: number) => MONDAY_TEN.subtract({ hours });

describeOnDatabases("what went before a step", (database) => {
  let house: House;
  let shopId: string;
  let customerId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["welcome", "abandoned-cart", "order-confirmation"]);
    customerId = await aCustomer(shopId);
  });
  afterEach(() => house.close());

  async function aCustomer(shop: string): Promise<string> {
    const id = randomUUID();
    await house.rows(`INSERT INTO "Customer" ("id", "shopId", "phone") VALUES ($1, $2, $3)`, [id, shop, PHONE]);
    return id;
  }

  interface Sent {
    key?: string;
    at?: Instant;
    subject?: string;
    to?: string;
    status?: string;
    direction?: string;
    channel?: string;
    shop?: string;
    customer?: string;
  }

  /** A text by a sequence of a ready-made automation. @returns its step */
  async function sent({
    key = "welcome",
    at = hoursAgo(1),
    subject = "customer:1",
    to = PHONE,
    status = "delivered",
    direction = "outbound",
    channel = "sms",
    shop = shopId,
    customer = customerId,
  }: Sent = {}): Promise<string> {
    const [sequenceId, stepId] = [randomUUID(), randomUUID()];
    await house.rows(
      `
        INSERT INTO "AutomationSequence" ("id", "shopId", "automationId", "versionId", "customerId", "dedupeKey",
          "subject", "facts", "factsAt", "startedAt")
       SELECT $1::uuid, $2::uuid, "id", "currentVersionId", $3::uuid, $1::uuid::text, $4, '{}', $5::timestamptz,
         $5::timestamptz FROM "Automation" WHERE "shopId" = $2::uuid AND "libraryKey" = $6`,
      [sequenceId, shop, customer, subject, at, key],
    );
    await house.rows(
      `
        INSERT INTO "ScheduledAutomation" ("id", "shopId", "sequenceId", "stepId", "priority", "dueAt", "createdAt")
          VALUES ($1, $2, $3, 'hello', 5, $4::timestamptz, $4::timestamptz)`,
      [stepId, shop, sequenceId, at],
    );
    await house.rows(
      `
        INSERT INTO "Message" ("id", "shopId", "customerId", "sequenceId", "scheduledAutomationId", "direction",
          "channel", "to", "body", "status", "createdAt", "updatedAt")
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'Hello', $9, $10::timestamptz, $10::timestamptz)`,
      [randomUUID(), shop, customer, sequenceId, stepId, direction, channel, to, status, at],
    );
    return stepId;
  }

  const NOBODY = { recent: [], firstMarketing: true, recentEmails: [], cartRemindedAt: null };
  async function before({
    id = randomUUID(),
    phone = PHONE,
    subject = "checkout:c-1",
    shop = shopId,
  }: { id?: string; phone?: string | null; subject?: string; shop?: string } = {}) {
    const found = await readRecipientHistory(
      house.context.db.pool,
      [{ id, shopId: shop, phone, email: EMAIL, subject }],
      MONDAY_TEN,
    );
    return found.get(id);
  }

  test("nothing, for a number that got nothing, and for no number", async () => {
    await sent({ to: "+13105550199" });
    expect(await before()).toEqual(NOBODY);
    expect(await before({ phone: null })).toEqual(NOBODY);
    expect(await readRecipientHistory(house.context.db.pool, [], MONDAY_TEN)).toEqual(new Map());
  });

  test("marketing of the last seven days, newest first", async () => {
    for (const hours of [30, 2, 24 * 7 - 1, 24 * 7 + 1]) await sent({ at: hoursAgo(hours) });
    expect(await before()).toEqual({
      recent: [hoursAgo(2), hoursAgo(30), hoursAgo(24 * 7 - 1)],
      firstMarketing: false,
      recentEmails: [],
      cartRemindedAt: null,
    });
  });

  test("who was texted long ago is no stranger", async () => {
    await sent({ at: hoursAgo(24 * 400) });
    expect(await before()).toEqual({ recent: [], firstMarketing: false, recentEmails: [], cartRemindedAt: null });
  });

  describe("what does not count", () => {
    test.for([
      ["a text about an order", { key: "order-confirmation" }],
      ["a text that failed", { status: "failed" }],
      ["a text from the customer", { direction: "inbound", status: "received" }],
      ["an e-mail", { channel: "email" }],
    ] as const)("%s", async ([, different]) => {
      await sent({ subject: "checkout:c-1", ...different });
      expect(await before()).toEqual(NOBODY);
    });

    test("another shop's text", async () => {
      const other = await house.open(["welcome"], { domain: "rowan.myshopify.com" });
      await sent({ shop: other, customer: await aCustomer(other) });
      expect(await before()).toEqual(NOBODY);
      expect(await before({ shop: other })).toMatchObject({ firstMarketing: false });
    });

    test("the step's own text, from a try that has to be repeated", async () => {
      const id = await sent({ key: "abandoned-cart", subject: "checkout:c-1", status: "pending" });
      expect(await before({ id })).toEqual(NOBODY);
    });
  });

  test("a text under way, or of unknown outcome, counts against the caps; the number has not met the shop by it", async () => {
    await sent({ status: "sending" });
    await sent({ status: "unknown", at: hoursAgo(3) });
    expect(await before()).toEqual({
      recent: [hoursAgo(1), hoursAgo(3)],
      firstMarketing: true,
      recentEmails: [],
      cartRemindedAt: null,
    });
  });

  test("marketing e-mails count for their address, and not among texts", async () => {
    for (const hours of [30, 2, 24 * 7 + 1]) await sent({ channel: "email", to: EMAIL, at: hoursAgo(hours) });
    await sent({ channel: "email", to: EMAIL, key: "order-confirmation" });
    await sent({ channel: "email", to: EMAIL, status: "failed" });
    await sent({ channel: "email", to: "ben@example.com" });
    expect(await before()).toEqual({ ...NOBODY, recentEmails: [hoursAgo(2), hoursAgo(30)] });
    const own = await sent({ channel: "email", to: EMAIL, status: "pending" });
    expect(await before({ id: own })).toEqual({ ...NOBODY, recentEmails: [hoursAgo(2), hoursAgo(30)] });
  });

  test("a cart was reminded of when the first text about it was written, by any automation, to any number", async () => {
    await sent({ key: "abandoned-cart", subject: "checkout:c-1", at: hoursAgo(3), to: "+13105550199" });
    await sent({ key: "welcome", subject: "checkout:c-1", at: hoursAgo(5), status: "unknown" });
    await sent({ key: "abandoned-cart", subject: "checkout:c-2", at: hoursAgo(9) });
    expect(await before()).toMatchObject({ cartRemindedAt: hoursAgo(5) });
    expect(await before({ subject: "checkout:c-3" })).toMatchObject({ cartRemindedAt: null });
  });

  test("what is about no cart has no reminder", async () => {
    await sent({ subject: "customer:1" });
    expect(await before({ subject: "customer:1" })).toMatchObject({ cartRemindedAt: null });
  });

  test("a batch is told apart", async () => {
    await sent({ key: "abandoned-cart", subject: "checkout:c-1" });
    const [first, second] = [randomUUID(), randomUUID()];
    const found = await readRecipientHistory(
      house.context.db.pool,
      [
        { id: first, shopId, phone: PHONE, email: EMAIL, subject: "checkout:c-1" },
        { id: second, shopId, phone: "+13105550199", email: null, subject: "checkout:c-2" },
      ],
      MONDAY_TEN,
    );
    expect(found.get(first)).toEqual({
      recent: [hoursAgo(1)],
      firstMarketing: false,
      recentEmails: [],
      cartRemindedAt: hoursAgo(1),
    });
    expect(found.get(second)).toEqual(NOBODY);
  });
});
