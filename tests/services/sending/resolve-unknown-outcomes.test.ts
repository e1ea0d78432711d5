import { afterEach, beforeEach, expect, test } from "vitest";
import type { ProviderMessage } from "#core/sending/match-provider-messages.ts";
import type { SendOutcome } from "#core/sending/outcome.ts";
import { resolveUnknownOutcomes } from "#services/sending/parts/resolve-unknown-outcomes.server.ts";
import { applyStatusCallback } from "#services/sending/apply-status-callback.server.ts";
import { listUnknownMessages } from "#services/sending/list-unknown-messages.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { nextLookupAt } from "#shell/repositories/sending/lost-attempts.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { accepted, buildHouse, MONDAY_TEN, type House } from "../test-app.ts";
import { listOf, passLooking, SID } from "./lost.ts";

const lost: SendOutcome = { kind: "unknown", detail: "timeout" };

describeOnEachDatabase("texts whose outcome is unknown", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation"], { credits: 10 });
  });
  afterEach(async () => {
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.close();
  });

  const says = (...answers: SendOutcome[]) => house.phoneCompany(() => answers.shift() ?? accepted());
  const shows = (texts: readonly ProviderMessage[]) => house.phoneList(() => ({ kind: "answered", texts: [...texts] }));
  const isSilent = () => house.phoneList(() => ({ kind: "silent", detail: "answered 503" }));
  const order = async (number = "1") => house.tell("orders/create", orderBody({ order: number, token: `t-${number}` }));
  const messages = () =>
    house.rows<{ status: string; providerId: string | null; credits: number; errorCode: string | null }>(
      `SELECT "status", "providerId", "credits", "errorCode" FROM "Message" ORDER BY "createdAt", "id"`,
    );
  const step = async () => (await house.rows(`SELECT "status", "held", "error" FROM "ScheduledAutomation"`))[0];
  const sequence = async () =>
    (await house.rows<{ status: string }>(`SELECT "status" FROM "AutomationSequence"`))[0]?.status;
  const attempts = () =>
    house.rows<{ id: string; outcome: string; looks: number; cleanLooks: number; nextLookAt: unknown }>(
      `SELECT "id", "outcome", "looks", "cleanLooks", "nextLookAt" FROM "MessageAttempt" ORDER BY "startedAt", "id"`,
    );
  const attemptId = async (at = 0) => (await attempts())[at]?.id ?? "";
  const lastChecks = async () =>
    (
      await house.rows<{ explanation: { guard: string; answer: string; saw: Record<string, unknown> }[] }>(
        `
          SELECT "explanation" FROM "AutomationLog" WHERE "action" = 'send_sms' ORDER BY "createdAt" DESC, "id" DESC
            LIMIT 1`,
      )
    )[0]?.explanation ?? [];
  const notices = () =>
    house.rows<{ title: string; kind: string }>(`SELECT "title", "kind" FROM "Notification" ORDER BY "createdAt"`);

  test("it is looked for a minute after its call, among the texts to its number since then", async () => {
    says(lost);
    await order();
    expect(await resolveUnknownOutcomes(house.context)).toBe(0);
    expect(await nextLookupAt(database().pool)).toEqual(MONDAY_TEN.add({ minutes: 1 }));
    await passLooking(house, { minutes: 1 });
    expect(house.searches).toEqual([{ to: house.texts[0]?.to, since: MONDAY_TEN.subtract({ seconds: 30 }) }]);
  });

  test("found: sent under the provider's id, charged, told how in the log, and the sequence goes on", async () => {
    says(lost);
    await order();
    shows(listOf(house, { status: "delivered" }));
    await passLooking(house, { minutes: 1 });
    expect(await messages()).toEqual([
      { status: "delivered", providerId: `SM${"0".repeat(32)}`, credits: 1, errorCode: null },
    ]);
    expect(await step()).toEqual({ status: "executed", held: false, error: null });
    expect(await sequence()).toBe("completed");
    expect((await house.log()).at(-1)).toBe("send_sms sent");
    expect((await lastChecks()).at(-1)).toMatchObject({
      guard: "found_out",
      answer: "pass",
      saw: { told_by: "look-up", status: "delivered" },
    });
    expect(await house.holdings()).toEqual({ balance: 9, held: 0 });
    expect(await attempts()).toMatchObject([{ outcome: "accepted", looks: 1, nextLookAt: null }]);
    await passLooking(house, { days: 1 });
    expect(house.searches).toHaveLength(1);
    expect(house.texts).toHaveLength(1);
  });

  test("found with more parts than were counted: charged for those", async () => {
    says(lost);
    await order();
    shows(listOf(house, { segments: 2 }));
    await passLooking(house, { minutes: 1 });
    expect(await house.holdings()).toEqual({ balance: 8, held: 0 });
  });

  test("found as failed at the provider: not charged", async () => {
    says(lost);
    await order();
    shows(listOf(house, { status: "failed", errorCode: "30007" }));
    await passLooking(house, { minutes: 1 });
    expect(await messages()).toMatchObject([{ status: "failed", errorCode: "30007", credits: 0 }]);
    expect(await house.holdings()).toEqual({ balance: 10, held: 0 });
  });

  test("found with a status that we have no word for: the provider has it all the same", async () => {
    says(lost);
    await order();
    shows(listOf(house, { status: "partially_delivered" }));
    await passLooking(house, { minutes: 1 });
    expect(await messages()).toMatchObject([{ status: "sent" }]);
  });

  test("not found at four looks: closed, credits given back, the sequence ended, the merchant told; never sent again", async () => {
    says(lost);
    await order();
    await passLooking(house, { minutes: 59 });
    expect(await messages()).toMatchObject([{ status: "unknown", credits: 1 }]);
    expect(await house.holdings()).toEqual({ balance: 9, held: 1 });
    await passLooking(house, { minutes: 1 });
    expect(await messages()).toEqual([
      { status: "failed", providerId: null, credits: 0, errorCode: "outcome_unknown" },
    ]);
    expect(await step()).toEqual({
      status: "failed",
      held: false,
      error: "outcome_unknown: it could not be found out",
    });
    expect(await sequence()).toBe("failed");
    expect((await house.log()).at(-1)).toBe("send_sms failed outcome_unknown");
    expect((await lastChecks()).at(-1)).toMatchObject({
      guard: "found_out",
      answer: "skip",
      saw: { asked_the_phone_company: 4, sure_that_it_has_none: 2 },
    });
    expect(await house.holdings()).toEqual({ balance: 10, held: 0 });
    expect(await notices()).toEqual([{ kind: "outcome_unknown", title: "Delivery of 1 text could not be confirmed" }]);
    await passLooking(house, { days: 2 });
    expect(house.searches).toHaveLength(4);
    expect(house.texts).toHaveLength(1);
  });

  test("where the step says to go on in spite of failure, the sequence does", async () => {
    await house.rows(
      `UPDATE "AutomationVersion" SET "definition" = jsonb_set("definition", '{steps,0,onError}', '"continue"')`,
    );
    says(lost);
    await order();
    await passLooking(house, { hours: 1 });
    expect(await step()).toMatchObject({ status: "failed" });
    expect(await sequence()).toBe("completed");
  });

  test(
    "a phone company that does not answer has not said no: the text stays unknown, its credits " +
      "held, and is looked for on",
    async () => {
      says(lost);
      await order();
      isSilent();
      await passLooking(house, { days: 3 });
      expect(await messages()).toMatchObject([{ status: "unknown" }]);
      expect(await house.holdings()).toEqual({ balance: 9, held: 1 });
      expect(house.searches.length).toBeGreaterThan(24);
      shows(listOf(house, { createdAt: MONDAY_TEN.add({ seconds: 1 }) }));
      await passLooking(house, { hours: 6 });
      expect(await messages()).toMatchObject([{ status: "sent" }]);
    },
  );

  test("the merchant is told once a day, of as many texts as there were", async () => {
    says(lost, lost, lost);
    await order("1");
    await passLooking(house, { hours: 1 });
    await house.rows(`UPDATE "Notification" SET "readAt" = now()`);
    await order("2");
    await passLooking(house, { hours: 1 });
    expect((await notices()).map(({ title }) => title)).toEqual(["Delivery of 2 texts could not be confirmed"]);
    await passLooking(house, { days: 1 });
    await order("3");
    await passLooking(house, { hours: 1 });
    expect((await notices()).map(({ title }) => title)).toEqual([
      "Delivery of 2 texts could not be confirmed",
      "Delivery of 1 text could not be confirmed",
    ]);
  });

  test("two copies, both unknown, one on the list: one is sent and one is closed", async () => {
    says(lost, lost);
    await order("1");
    await order("2");
    await house.rows(`UPDATE "Message" SET "body" = 'the same words'`);
    shows([{ ...listOf(house)[0], body: "the same words" } as ProviderMessage]);
    await passLooking(house, { hours: 1 });
    expect((await messages()).map(({ status }) => status)).toEqual(["sent", "failed"]);
    expect(await house.holdings()).toEqual({ balance: 9, held: 0 });
  });

  test("a report on a copy that a look-up gave to the other message is taken as that one's", async () => {
    says(lost, lost);
    await order("1");
    await order("2");
    await house.rows(`UPDATE "Message" SET "body" = 'the same words'`);
    shows([{ ...listOf(house)[0], body: "the same words", providerId: SID } as ProviderMessage]);
    await passLooking(house, { minutes: 1 });
    expect((await messages()).map(({ status }) => status)).toEqual(["sent", "unknown"]);
    const report = { attemptId: await attemptId(1), providerId: SID, errorCode: null };
    expect(await applyStatusCallback(house.context, { ...report, status: "delivered" })).toBe("recorded");
    expect((await messages()).map(({ status }) => status)).toEqual(["delivered", "unknown"]);
    // Of other words it is nobody's copy.
    await house.rows(`UPDATE "Message" SET "body" = 'other words' WHERE "status" = 'unknown'`);
    expect(await applyStatusCallback(house.context, { ...report, status: "undelivered" })).toBe("not_ours");
    expect((await messages()).map(({ status }) => status)).toEqual(["delivered", "unknown"]);
  });

  test("a text of the list that a message of ours bears already settles nothing", async () => {
    says(accepted(), lost);
    await order("1");
    await order("2");
    await house.rows(`UPDATE "Message" SET "body" = 'the same words'`);
    const [known] = await messages();
    shows([{ ...listOf(house)[0], body: "the same words", providerId: known?.providerId } as ProviderMessage]);
    await passLooking(house, { minutes: 1 });
    expect((await messages()).map(({ status }) => status)).toEqual(["sent", "unknown"]);
  });

  test("a customer who was erased meanwhile cannot be asked about: closed, and nobody's number is sought", async () => {
    says(lost);
    await order();
    await house.rows(`UPDATE "Message" SET "to" = '[erased]', "body" = '[erased]'`);
    await passLooking(house, { minutes: 1 });
    expect(house.searches).toEqual([]);
    expect(await messages()).toMatchObject([{ status: "failed", errorCode: "outcome_unknown" }]);
    expect(await house.holdings()).toEqual({ balance: 10, held: 0 });
  });

  test("an e-mail has no list to be looked up in: closed, at no cost, and the merchant told", async () => {
    await house.rows(
      `
        UPDATE "AutomationVersion" SET "definition" = jsonb_set("definition", '{steps,0}',
          '{"id": "letter", "type": "send_email", "config": {"subject": "Hi", "body": "Thank you"}}')`,
    );
    house.mailServer(() => ({ kind: "unknown", detail: "timeout" }));
    await order();
    expect(await messages()).toMatchObject([{ status: "unknown", credits: 0 }]);
    await passLooking(house, { hours: 2 });
    expect(house.searches).toEqual([]);
    expect(house.letters).toHaveLength(1);
    expect(await messages()).toMatchObject([{ status: "failed", errorCode: "outcome_unknown" }]);
    expect((await house.log()).at(-1)).toBe("send_email failed outcome_unknown");
    expect(await house.rows(`SELECT "type" FROM "CreditEntry"`)).toEqual([{ type: "grant" }]);
    expect((await notices()).map(({ title }) => title)).toEqual(["Delivery of 1 message could not be confirmed"]);
  });

  test("cancelled while unknown: settled all the same, and nothing follows", async () => {
    says(lost);
    await order();
    await house.rows(`UPDATE "AutomationSequence" SET "status" = 'cancelled', "completedAt" = now()`);
    await passLooking(house, { hours: 1 });
    expect(await messages()).toMatchObject([{ status: "failed" }]);
    expect(await sequence()).toBe("cancelled");
    expect(await house.holdings()).toEqual({ balance: 10, held: 0 });
  });

  test("a call that nobody waits for, its step held: found to be unknown, and looked for", async () => {
    says(lost);
    await order();
    await house.rows(`UPDATE "Message" SET "status" = 'sending'`);
    await house.rows(`UPDATE "MessageAttempt" SET "outcome" = 'open', "endedAt" = NULL, "nextLookAt" = NULL`);
    house.clock.moveTo(MONDAY_TEN.add({ minutes: 11 }));
    shows(listOf(house, { createdAt: MONDAY_TEN.add({ seconds: 2 }) }));
    expect(await resolveUnknownOutcomes(house.context)).toBe(1);
    expect(await messages()).toMatchObject([{ status: "sent" }]);
  });

  test("all calls of a worker that died are found to be unknown in one run", async () => {
    const many = 60;
    const domain = "larch.myshopify.com";
    await house.open(["order-confirmation"], { domain, credits: many });
    house.phoneCompany(() => lost);
    for (let at = 0; at < many; at++)
      await house.tell(
        "orders/create",
        orderBody({ order: String(at), id: String(at), token: `t-${at}`, phone: `+1312555${1_000 + at}` }),
        { domain },
      );
    await house.rows(`UPDATE "Message" SET "status" = 'sending'`);
    await house.rows(`UPDATE "MessageAttempt" SET "outcome" = 'open', "endedAt" = NULL, "nextLookAt" = NULL`);
    house.clock.moveTo(MONDAY_TEN.add({ minutes: 11 }));
    shows([]);
    expect(await resolveUnknownOutcomes(house.context)).toBe(many);
    expect(new Set((await messages()).map(({ status }) => status))).toEqual(new Set(["unknown"]));
  });

  test("operators see what is looked for, since when and how often, and what is stuck", async () => {
    says(lost);
    await order();
    await passLooking(house, { minutes: 6 });
    expect(await listUnknownMessages(house.context)).toMatchObject([
      {
        domain: "juniper.myshopify.com",
        status: "unknown",
        to: house.texts[0]?.to,
        since: MONDAY_TEN,
        looks: 2,
        cleanLooks: 0,
        nextLookAt: MONDAY_TEN.add({ minutes: 15 }),
        detail: "timeout",
      },
    ]);
    await passLooking(house, { hours: 1 });
    expect(await listUnknownMessages(house.context)).toEqual([]);
  });
});
