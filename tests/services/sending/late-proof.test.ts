import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SendOutcome } from "#core/sending/outcome.ts";
import { applyStatusCallback } from "#services/sending/apply-status-callback.server.ts";
import { settleOutcomes } from "#services/sending/parts/settle-outcomes.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";
import { passLooking, SID } from "./lost.ts";

const lost: SendOutcome = { kind: "unknown", detail: "timeout" };
const OTHER_SID = `SM${"b".repeat(32)}`;

describeOnDatabases("what comes to be known late", (database) => {
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
  const order = () => house.tell("orders/create", orderBody());
  const message = async () =>
    (
      await house.rows<{ status: string; providerId: string | null; credits: number; errorCode: string | null }>(
        `SELECT "status", "providerId", "credits", "errorCode" FROM "Message"`,
      )
    )[0];
  const step = async () => (await house.rows(`SELECT "status", "held", "error" FROM "ScheduledAutomation"`))[0];
  const sequence = async () =>
    (await house.rows<{ status: string }>(`SELECT "status" FROM "AutomationSequence"`))[0]?.status;
  const attempts = () =>
    house.rows<{ id: string; outcome: string; detail: string | null }>(
      `SELECT "id", "outcome", "detail" FROM "MessageAttempt" ORDER BY "id"`,
    );
  const report = async (status: string, { attempt = 0, providerId = SID } = {}) =>
    applyStatusCallback(house.context, {
      attemptId: (await attempts())[attempt]?.id ?? "",
      providerId,
      status,
      errorCode: null,
    });
  const movements = () =>
    house.rows<{ type: string; amount: number }>(
      `SELECT "type", "amount" FROM "CreditEntry" WHERE "messageId" IS NOT NULL ORDER BY "seq"`,
    );
  const textLog = () =>
    house.rows<{
      status: string;
      reason: string | null;
      credits: number;
      explanation: { guard: string; answer: string; saw: object }[];
    }>(`SELECT "status", "reason", "credits", "explanation" FROM "AutomationLog" WHERE "action" = 'send_sms'`);

  describe("a report on a text that was given up", () => {
    beforeEach(async () => {
      says(lost);
      await order();
      await passLooking(house, { hours: 2 });
      expect(await message()).toMatchObject({ status: "failed", errorCode: "outcome_unknown" });
    });

    test("the text went out after all: sent, charged, and the log tells the whole story", async () => {
      expect(await report("sent")).toBe("recorded");
      expect(await message()).toEqual({ status: "sent", providerId: SID, credits: 1, errorCode: null });
      expect(await step()).toEqual({ status: "executed", held: false, error: null });
      expect(await sequence()).toBe("completed");
      expect(await movements()).toEqual([
        { type: "reserve", amount: -1 },
        { type: "release", amount: 1 },
        { type: "adjust", amount: -1 },
      ]);
      const [entry, ...more] = await textLog();
      expect(more).toEqual([]);
      expect(entry).toMatchObject({ status: "sent", reason: null, credits: 1 });
      expect(entry?.explanation.filter(({ guard }) => guard === "found_out")).toMatchObject([
        { answer: "skip", saw: { asked_the_phone_company: 4 } },
        {
          answer: "pass",
          saw: { told_by: "status report", status: "sent", after_it_was_given_up: true, credits_charged: 1 },
        },
      ]);
    });

    test("reports go on moving it, each once", async () => {
      const fates: string[] = [];
      for (const word of ["delivered", "sent", "delivered"]) fates.push(await report(word));
      expect(fates).toEqual(["recorded", "nothing_new", "nothing_new"]);
      expect(await message()).toMatchObject({ status: "delivered", credits: 1 });
      expect(await house.holdings()).toEqual({ balance: 9, held: 0 });
    });

    test("it turns out that the provider failed to send it: charged and refunded", async () => {
      expect(await report("failed")).toBe("recorded");
      expect(await message()).toMatchObject({ status: "failed", providerId: SID, credits: 0 });
      expect(await house.holdings()).toEqual({ balance: 10, held: 0 });
    });

    test("the call's own answer, hours late, is as good", async () => {
      const [attempt] = await attempts();
      const outcome = { ...accepted(), providerId: SID };
      await transaction(database().pool, (sql) =>
        settleOutcomes(house.context, sql, [{ attemptId: attempt?.id ?? "", outcome }]),
      );
      expect(await message()).toMatchObject({ status: "sent", credits: 1 });
    });

    test("only proof opens it again: that a call was refused or throttled says nothing new", async () => {
      const [attempt] = await attempts();
      for (const outcome of [
        { kind: "throttled", detail: "" },
        { kind: "refused", code: "21211", detail: "" },
        lost,
      ] as const) {
        await transaction(database().pool, (sql) =>
          settleOutcomes(house.context, sql, [{ attemptId: attempt?.id ?? "", outcome }]),
        );
      }
      expect(await message()).toMatchObject({ status: "failed", errorCode: "outcome_unknown" });
      expect(await house.holdings()).toEqual({ balance: 10, held: 0 });
    });
  });

  test("charged late as far as the balance reaches, never below zero", async () => {
    await house.close();
    await database().reset();
    house = buildHouse(database());
    await house.open(["order-confirmation"], { credits: 1 });
    says(lost);
    await order();
    await passLooking(house, { hours: 1 });
    await house.tell("orders/create", orderBody({ order: "2", token: "t-2" }));
    expect(await house.holdings()).toEqual({ balance: 0, held: 0 });
    expect(await report("delivered")).toBe("recorded");
    expect(await house.holdings()).toEqual({ balance: 0, held: 0 });
    expect(await house.rows(`SELECT "amount", "note" FROM "CreditEntry" WHERE "type" = 'adjust'`)).toEqual([
      { amount: 0, note: "went out after all: billed 1, balance covered 0" },
    ]);
  });

  test("a sequence that failed with more to do is not taken up again", async () => {
    await house.rows(
      `
        UPDATE "AutomationVersion" SET "definition" = jsonb_set("definition", '{steps}',
          "definition"->'steps' || jsonb_set("definition"->'steps'->0, '{id}', '"second"'))`,
    );
    says(lost);
    await order();
    await passLooking(house, { hours: 1 });
    await report("delivered");
    expect(await message()).toMatchObject({ status: "delivered" });
    expect(await sequence()).toBe("failed");
    await house.pass({ days: 1 });
    expect(house.texts).toHaveLength(1);
  });

  describe("rather twice than never", () => {
    beforeEach(async () => {
      await house.rows(
        `UPDATE "AutomationVersion" SET "definition" = jsonb_set("definition", '{ifUnknown}', '"send_again"')`,
      );
    });

    test("not on the list a minute after the call: it goes out again, on the same credits, and the log says why", async () => {
      says(lost, { kind: "accepted", providerId: SID, providerStatus: "queued", segments: 1 });
      await order();
      await passLooking(house, { minutes: 1 });
      expect(house.texts).toHaveLength(2);
      expect(new Set(house.bodies()).size).toBe(1);
      expect(await message()).toEqual({ status: "sent", providerId: SID, credits: 1, errorCode: null });
      expect(await sequence()).toBe("completed");
      expect(await movements()).toEqual([
        { type: "reserve", amount: -1 },
        { type: "settle", amount: 0 },
      ]);
      expect((await textLog())[0]?.explanation[0]).toMatchObject({
        guard: "found_out",
        answer: "defer",
        saw: { asked_the_phone_company: 1 },
      });
      expect(await attempts()).toMatchObject([{ outcome: "unknown" }, { outcome: "accepted" }]);
    });

    test("on the list: it does not", async () => {
      says(lost);
      await order();
      house.phoneList(() => ({
        kind: "answered",
        texts: house.texts.map(({ to, body }) => ({
          providerId: SID,
          direction: "outbound-api",
          from: "+15005550006",
          messagingService: null,
          to,
          body,
          createdAt: house.clock.now(),
          status: "sent",
          segments: 1,
          errorCode: null,
        })),
      }));
      await passLooking(house, { hours: 2 });
      expect(house.texts).toHaveLength(1);
    });

    test("a silent phone company is no reason", async () => {
      says(lost);
      await order();
      house.phoneList(() => ({ kind: "silent", detail: "answered 503" }));
      await passLooking(house, { days: 1 });
      expect(house.texts).toHaveLength(1);
    });

    test("twice, not three times: a second copy that is lost is closed like any other", async () => {
      says(lost, lost, lost);
      await order();
      await passLooking(house, { hours: 3 });
      expect(house.texts).toHaveLength(2);
      expect(await message()).toMatchObject({ status: "failed", errorCode: "outcome_unknown", credits: 0 });
      expect(await house.holdings()).toEqual({ balance: 10, held: 0 });
    });

    test("proof of the first copy while the second waits: the second is not sent", async () => {
      says(lost, { kind: "throttled", detail: "too many requests" });
      await order();
      await passLooking(house, { minutes: 1 });
      expect(await message()).toMatchObject({ status: "pending" });
      expect(await report("delivered")).toBe("recorded");
      expect(await message()).toMatchObject({ status: "delivered", credits: 1 });
      await passLooking(house, { days: 1 });
      expect(house.texts).toHaveLength(2);
      expect(await house.holdings()).toEqual({ balance: 9, held: 0 });
    });

    test("proof of both copies: sent once in the books, charged once, the second on its attempt", async () => {
      house.phoneCompany(async () => {
        if (house.texts.length === 1) return lost;
        expect(await report("sent")).toBe("recorded");
        return { kind: "accepted", providerId: OTHER_SID, providerStatus: "queued", segments: 1 };
      });
      await order();
      await passLooking(house, { minutes: 1 });
      expect(house.texts).toHaveLength(2);
      expect(await message()).toMatchObject({ status: "sent", providerId: SID, credits: 1 });
      expect(await attempts()).toMatchObject([
        { outcome: "accepted", detail: null },
        { outcome: "accepted", detail: `went out a second time, as ${OTHER_SID}` },
      ]);
      expect(await report("delivered", { attempt: 1, providerId: OTHER_SID })).toBe("not_ours");
      expect(await house.holdings()).toEqual({ balance: 9, held: 0 });
    });

    test("what the first call has to say late does not disturb the second", async () => {
      house.phoneCompany(async () => {
        if (house.texts.length === 1) return lost;
        const [first] = await attempts();
        await transaction(database().pool, (sql) =>
          settleOutcomes(house.context, sql, [
            { attemptId: first?.id ?? "", outcome: { kind: "throttled", detail: "late" } },
          ]),
        );
        expect(await message()).toMatchObject({ status: "sending" });
        return accepted();
      });
      await order();
      await passLooking(house, { minutes: 1 });
      expect(await message()).toMatchObject({ status: "sent" });
      expect(house.texts).toHaveLength(2);
    });

    test("who said stop meanwhile is not texted again, and the credits come back", async () => {
      says(lost);
      await order();
      await house.rows(`UPDATE "Subscriber" SET "consent" = 'unsubscribed' WHERE "channel" = 'sms'`);
      await house.rows(
        `
          INSERT INTO "Suppression" ("id", "sender", "addressHash", "reason", "createdAt")
          SELECT gen_random_uuid(), 'shared', "addressHash", 'keyword', now() FROM "Subscriber" WHERE "channel" = 'sms'`,
      );
      await passLooking(house, { hours: 1 });
      expect(house.texts).toHaveLength(1);
      expect((await house.log()).at(-1)).toBe("send_sms skipped opted_out");
      expect(await house.holdings()).toEqual({ balance: 10, held: 0 });
    });
  });

  test("marketing never goes out twice, whatever its definition says", async () => {
    const { definitions } = house.context;
    house.context.definitions = async (...given) =>
      new Map(
        [...(await definitions(...given))].map(([id, definition]) => [
          id,
          { ...definition, ifUnknown: "send_again" as const },
        ]),
      );
    await house.open(["welcome"], { credits: 0 });
    says(lost);
    await house.tell("customers_marketing_consent/update", consentBody());
    expect(house.texts).toHaveLength(1);
    await passLooking(house, { hours: 3 });
    expect(house.texts).toHaveLength(1);
    expect(await message()).toMatchObject({ status: "failed", errorCode: "outcome_unknown" });
  });

  test("paused: not called, no try used up, however long it lasts; sent once the phone company answers", async () => {
    const opening = house.clock.now().add({ hours: 5 });
    house.phoneCompany(() => {
      const until = house.clock.now().add({ minutes: 10 });
      return until.epochMilliseconds < opening.epochMilliseconds
        ? { kind: "paused", until, detail: "the phone company is not answering; we wait" }
        : accepted();
    });
    await order();
    expect(await message()).toMatchObject({ status: "pending", credits: 1 });
    expect(await house.rows(`SELECT "attempts", "deferral"->>'reason' AS "reason" FROM "ScheduledAutomation"`)).toEqual(
      [{ attempts: 0, reason: "provider_unreachable" }],
    );
    await house.pass({ hours: 6 });
    expect(house.texts.length).toBeGreaterThan(20);
    expect(await message()).toMatchObject({ status: "sent", credits: 1 });
    expect((await textLog())[0]?.explanation.filter(({ guard }) => guard === "provider")).toMatchObject([
      { answer: "defer" },
    ]);
    expect(await house.holdings()).toEqual({ balance: 9, held: 0 });
  });
});
