import { afterEach, beforeEach, expect, test } from "vitest";
import { callbackUrl } from "#services/sending/apply-status-callback.server.ts";
import { applyStatusCallback } from "#services/sending/apply-status-callback.server.ts";
import { runSteps, stepsIdle } from "#services/engine/run-steps.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import type { SendOutcome } from "#core/sending/outcome.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";

const SID = `SM${"a".repeat(32)}`;

describeOnDatabases("what becomes of a call", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation"], { credits: 10 });
  });
  afterEach(async () => {
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.close();
  });
  const order = () => house.tell("orders/create", orderBody());
  const message = async () =>
    (
      await house.rows<{ status: string; credits: number; providerId: string | null; errorCode: string | null }>(
        `SELECT "status", "credits", "providerId", "errorCode" FROM "Message"`,
      )
    )[0];
  const step = async () =>
    (
      await house.rows<{ status: string; held: boolean; error: string | null; executedAt: unknown }>(
        `SELECT "status", "held", "error", "executedAt" FROM "ScheduledAutomation"`,
      )
    )[0];
  const sequence = async () =>
    (await house.rows<{ status: string }>(`SELECT "status" FROM "AutomationSequence"`))[0]?.status;
  const attemptId = async () =>
    (await house.rows<{ id: string }>(`SELECT "id" FROM "MessageAttempt" ORDER BY "id" DESC LIMIT 1`))[0]?.id ?? "";
  const eventId = async () => (await house.rows<{ id: string }>(`SELECT "id" FROM "StoreEvent"`))[0]?.id ?? "";
  const report = async (status: string, providerId = SID, errorCode: string | null = null) =>
    applyStatusCallback(house.context, { attemptId: await attemptId(), providerId, status, errorCode });
  const says = (...answers: SendOutcome[]) => house.phoneCompany(() => answers.shift() ?? accepted());

  test("accepted: one call, one credit, and the callback's address names the attempt, signed", async () => {
    says({ kind: "accepted", providerId: SID, providerStatus: "queued", segments: 1 });
    await order();
    expect(await message()).toEqual({ status: "sent", credits: 1, providerId: SID, errorCode: null });
    expect(await step()).toMatchObject({ status: "executed", error: null });
    expect(await sequence()).toBe("completed");
    expect(house.texts[0]?.statusCallback).toBe(callbackUrl(house.context, await attemptId(), await eventId()));
    expect(await house.holdings()).toEqual({ balance: 9, held: 0 });
  });

  test("billed for more parts than counted: settled at what was billed", async () => {
    says({ kind: "accepted", providerId: SID, providerStatus: "queued", segments: 3 });
    await order();
    expect(await house.holdings()).toEqual({ balance: 7, held: 0 });
    expect(await house.rows(`SELECT "credits" FROM "AutomationLog" WHERE "status" = 'sent'`)).toEqual([{ credits: 3 }]);
  });

  test("refused for good: failed with the provider's code, credits given back, the sequence failed", async () => {
    says({ kind: "refused", code: "21211", detail: "not a valid phone number" });
    await order();
    expect(await message()).toMatchObject({ status: "failed", credits: 0, errorCode: "21211" });
    expect(await step()).toMatchObject({ status: "failed", error: "21211: not a valid phone number" });
    expect(await sequence()).toBe("failed");
    expect((await house.log()).at(-1)).toBe("send_sms failed provider_rejected");
    expect(await house.holdings()).toEqual({ balance: 10, held: 0 });
    await house.pass({ days: 2 });
    expect(house.texts).toHaveLength(1);
  });

  test("refused because the carrier knows of a stop: recorded as one, and skipped", async () => {
    says({ kind: "refused", code: "21610", detail: "unsubscribed recipient" });
    await order();
    expect((await house.log()).at(-1)).toBe("send_sms skipped opted_out");
    expect(await house.rows(`SELECT "source", "state" FROM "ConsentEvent"`)).toEqual([
      { source: "provider", state: "unsubscribed" },
    ]);
    await house.tell("orders/create", orderBody({ order: "2" }));
    expect(house.texts).toHaveLength(1);
    expect(await house.holdings()).toEqual({ balance: 10, held: 0 });
  });

  test.each([
    { kind: "throttled", detail: "too many requests" },
    { kind: "unreachable", detail: "connect ECONNREFUSED" },
  ] as const)("$kind: not sent, so it is tried again later, on the same credits, and sent once", async (outcome) => {
    says(outcome, outcome);
    await order();
    expect(await message()).toMatchObject({ status: "pending" });
    expect(await house.holdings()).toEqual({ balance: 9, held: 1 });
    await house.pass({ minutes: 5 });
    expect(house.texts).toHaveLength(3);
    expect(await message()).toMatchObject({ status: "sent", credits: 1 });
    expect(await house.holdings()).toEqual({ balance: 9, held: 0 });
    expect(await house.rows(`SELECT "type" FROM "CreditEntry" ORDER BY "seq"`)).toEqual([
      { type: "grant" },
      { type: "reserve" },
      { type: "settle" },
    ]);
  });

  test(
    "cancelled while a call is under way that turns out not to " +
      "have gone out: not called for again, credits given back",
    async () => {
      house.phoneCompany(async () => {
        await house.rows(`UPDATE "ScheduledAutomation" SET "status" = 'cancelled', "cancelledAt" = now()`);
        await house.rows(`UPDATE "AutomationSequence" SET "status" = 'cancelled', "completedAt" = now()`);
        return { kind: "throttled", detail: "too many requests" };
      });
      await order();
      await house.pass({ hours: 2 });
      expect(house.texts).toHaveLength(1);
      expect(await message()).toMatchObject({ status: "failed", credits: 0 });
      expect(await house.holdings()).toEqual({ balance: 10, held: 0 });
    },
  );

  test("unreachable all along: failed in the end, and nothing charged", async () => {
    house.phoneCompany(() => ({ kind: "unreachable", detail: "connect ECONNREFUSED" }));
    await order();
    await house.pass({ hours: 6 });
    expect(house.texts).toHaveLength(6);
    expect(await step()).toMatchObject({ status: "failed" });
    expect((await house.log()).at(-1)).toBe("send_sms failed provider_unreachable");
    expect(await house.holdings()).toEqual({ balance: 10, held: 0 });
  });

  test("who says stop while a text waits to be tried again does not get it, and its credits come back", async () => {
    says({ kind: "throttled", detail: "too many requests" });
    await order();
    await house.rows(`UPDATE "Subscriber" SET "consent" = 'unsubscribed' WHERE "channel" = 'sms'`);
    await house.rows(
      `
        INSERT INTO "Suppression" ("id", "sender", "addressHash", "reason", "createdAt")
          SELECT gen_random_uuid(), 'shared', "addressHash", 'keyword', now() FROM "Subscriber" WHERE "channel" = 'sms'`,
    );
    await house.pass({ hours: 1 });
    expect(house.texts).toHaveLength(1);
    expect((await house.log()).at(-1)).toBe("send_sms skipped opted_out");
    expect(await message()).toMatchObject({ status: "failed", credits: 0 });
    expect(await house.holdings()).toEqual({ balance: 10, held: 0 });
  });

  test("unknown: held with its credits, and never sent again", async () => {
    says({ kind: "unknown", detail: "timeout" });
    await order();
    await house.pass({ days: 3 });
    expect(house.texts).toHaveLength(1);
    expect(await message()).toMatchObject({ status: "unknown" });
    expect(await step()).toMatchObject({ status: "scheduled", held: true, error: "outcome_unknown: timeout" });
    expect(await sequence()).toBe("active");
    expect(await house.holdings()).toEqual({ balance: 9, held: 1 });
  });

  test("unknown, then reported by the provider: settled by the report, and the sequence goes on", async () => {
    says({ kind: "unknown", detail: "timeout" });
    await order();
    expect(await report("delivered")).toBe("recorded");
    expect(await message()).toMatchObject({ status: "delivered", providerId: SID, credits: 1 });
    expect(await step()).toMatchObject({ status: "executed", held: false });
    expect(await sequence()).toBe("completed");
    expect((await house.log()).at(-1)).toBe("send_sms sent");
    expect(await house.holdings()).toEqual({ balance: 9, held: 0 });
  });

  test("a worker that dies during the call leaves an unknown text, not a second one", async () => {
    let called = () => {};
    const call = new Promise<void>((resolve) => (called = resolve));
    house.phoneCompany(() => {
      called();
      return new Promise<never>(() => {});
    });
    await house.deliver("orders/create", orderBody());
    const { ingestEvents } = await import("#services/intake/ingest-events.server.ts");
    await ingestEvents(house.context);
    await runSteps(house.context);
    await call;
    // Another process, once the lease has run out.
    const successor = buildHouse(database(), { now: house.clock.now().add({ minutes: 3 }) });
    await successor.work();
    await stepsIdle(successor.context);
    expect(successor.texts).toEqual([]);
    expect(await message()).toMatchObject({ status: "unknown" });
    expect(await successor.holdings()).toEqual({ balance: 9, held: 1 });
    await successor.close();
  });

  test("a report that comes before the call's own answer is not charged twice", async () => {
    house.phoneCompany(async () => {
      expect(await report("sent")).toBe("recorded");
      return { kind: "accepted", providerId: SID, providerStatus: "queued", segments: 1 };
    });
    await order();
    expect(await message()).toMatchObject({ status: "sent", credits: 1 });
    expect(await house.holdings()).toEqual({ balance: 9, held: 0 });
    expect((await house.log()).filter((line) => line === "send_sms sent")).toHaveLength(1);
  });

  test("reports late, twice and out of order only move a text forward", async () => {
    says({ kind: "accepted", providerId: SID, providerStatus: "queued", segments: 1 });
    await order();
    const fates: string[] = [];
    for (const word of ["delivered", "sent", "queued", "delivered", "undelivered", "some new word"])
      fates.push(await report(word));
    expect(fates).toEqual(["recorded", "nothing_new", "nothing_new", "nothing_new", "nothing_new", "nothing_new"]);
    expect(await message()).toMatchObject({ status: "delivered" });
  });

  test("failed at the provider gives the credit back, once; undelivered keeps it", async () => {
    says({ kind: "accepted", providerId: SID, providerStatus: "queued", segments: 1 });
    await order();
    await report("failed", SID, "30007");
    await report("failed", SID, "30007");
    expect(await message()).toMatchObject({ status: "failed", credits: 0, errorCode: "30007" });
    expect(await house.holdings()).toEqual({ balance: 10, held: 0 });
  });

  test("a report of another text, or of an attempt that is not ours, changes nothing", async () => {
    says({ kind: "accepted", providerId: SID, providerStatus: "queued", segments: 1 });
    await order();
    expect(await report("delivered", `SM${"b".repeat(32)}`)).toBe("not_ours");
    expect(
      await applyStatusCallback(house.context, {
        attemptId: "00000000-0000-7000-8000-000000000000",
        providerId: SID,
        status: "delivered",
        errorCode: null,
      }),
    ).toBe("not_ours");
    expect(await message()).toMatchObject({ status: "sent" });
  });

  test("a number to a country that is not served is skipped before anything is reserved", async () => {
    await house.tell("orders/create", orderBody({ id: "77", phone: "+98 912 345 6789" }));
    expect(house.texts).toEqual([]);
    expect((await house.log()).at(-1)).toBe("send_sms skipped country_not_served");
  });
});
