import { afterEach, beforeEach, expect, test } from "vitest";
import { readLogEntry } from "#services/activity/read-log-entry.server.ts";
import { retryFailed, retryMany } from "#services/sending/retry-failed.server.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { say } from "#tests/core/definitions.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";
import { passLooking } from "./lost.ts";

describeOnDatabases("what failed is tried again by hand", (database) => {
  let house: House;
  beforeEach(() => (house = buildHouse(database())));
  afterEach(async () => {
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.close();
  });
  const failedStep = async () =>
    (await house.rows<{ id: string }>(`SELECT "id" FROM "ScheduledAutomation" WHERE "status" = 'failed'`))[0]?.id ?? "";

  test("a text that was refused goes out, once, and both decisions stand in the log", async () => {
    house.phoneCompany(() => ({ kind: "refused", code: "30034", detail: "the sender is not registered" }));
    await house.open(["order-confirmation"]);
    await house.tell("orders/create", orderBody());
    const id = await failedStep();
    house.phoneCompany(accepted);
    expect(await retryFailed(house.context, id, "support")).toEqual({ ok: true, what: "step" });
    await house.work();
    expect(house.texts).toHaveLength(2);
    expect(await house.log()).toEqual(["enter done", "send_sms failed provider_rejected", "send_sms sent"]);
    expect(await house.rows(`SELECT "status" FROM "AutomationSequence"`)).toEqual([{ status: "completed" }]);
    expect(await house.holdings()).toEqual({ balance: 99, held: 0 });
    expect(await retryFailed(house.context, id, "support")).toMatchObject({ ok: false, reason: "not_found" });
    expect(await house.rows(`SELECT "actor", "action" FROM "AuditEvent" WHERE "action" = 'retry'`)).toEqual([
      { actor: "support", action: "retry" },
    ]);
  });

  test("many are tried again at once, each by itself, and each failed decision leads to what came of it since", async () => {
    house.phoneCompany(() => ({ kind: "refused", code: "30034", detail: "the sender is not registered" }));
    const shopId = await house.open(["order-confirmation"]);
    await house.tell("orders/create", orderBody());
    const id = await failedStep();
    const [failed] = await house.rows<{ id: string }>(`SELECT "id" FROM "AutomationLog" WHERE "status" = 'failed'`);
    const [shop] = await findShops(database().pool, [shopId]);
    const since = async () => shop && (await readLogEntry(house.context, shop, failed?.id ?? ""))?.triedSince;
    expect(await since()).toBeNull();
    house.phoneCompany(accepted);
    expect(await retryMany(house.context, [id, shopId], "support", shopId)).toEqual({ ok: true, done: 1, left: 1 });
    await house.work();
    expect(house.texts).toHaveLength(2);
    expect(await since()).toMatchObject({ action: "send_sms", status: "sent" });
    expect(await retryMany(house.context, [id], "support", shopId)).toMatchObject({ ok: false, reason: "not_found" });
  });

  test("a text that may have gone out is not tried again", async () => {
    house.phoneCompany(() => ({ kind: "refused", code: "30034", detail: "refused" }));
    await house.open(["order-confirmation"]);
    await house.tell("orders/create", orderBody());
    const id = await failedStep();
    await house.rows(`UPDATE "Message" SET "errorCode" = 'outcome_unknown'`);
    expect(await retryFailed(house.context, id, "support")).toMatchObject({
      ok: false,
      reason: "not_again",
      message: expect.stringContaining("may have been sent"),
    });
    expect(house.texts).toHaveLength(1);
  });

  test("nor one of which an earlier call may have sent it, though its last was refused", async () => {
    const shopId = await house.open([]);
    await house.automate(shopId, { kind: "transactional", ifUnknown: "send_again", steps: [say("t", "Hi")] });
    house.phoneCompany(() => ({ kind: "unknown", detail: "timeout" }));
    await house.tell("orders/create", orderBody());
    house.phoneCompany(() => ({ kind: "refused", code: "30034", detail: "refused" }));
    await passLooking(house, { hours: 3 });
    expect(await house.rows(`SELECT "outcome" FROM "MessageAttempt" ORDER BY "id"`)).toEqual([
      { outcome: "unknown" },
      { outcome: "refused" },
    ]);
    expect(await retryFailed(house.context, await failedStep(), "support")).toMatchObject({
      ok: false,
      reason: "not_again",
      message: expect.stringContaining("may have been sent"),
    });
  });

  test("a step that goes on failing is checked anew each time: a stop in between is heeded", async () => {
    house.receiver(() => ({ kind: "refused", code: "http_404", detail: "not there" }));
    const shopId = await house.open([]);
    await house.automate(shopId, {
      kind: "transactional",
      reentry: "per_subject",
      exits: [{ on: "order_cancelled", match: "subject" }],
      steps: [{ id: "hook", type: "call_webhook", config: { url: "https://crm.example/" } }],
    });
    await house.tell("orders/create", orderBody());
    await house.tell("orders/cancelled", orderBody());
    expect(await retryFailed(house.context, await failedStep(), "support")).toEqual({ ok: true, what: "step" });
    await house.work();
    expect(house.calls).toHaveLength(1);
    expect((await house.log()).at(-1)).toBe("call_webhook skipped exited");
  });

  test("a store event that could not be taken in is taken in", async () => {
    await house.open(["order-confirmation"]);
    await house.deliver("orders/create", orderBody());
    await house.rows(`UPDATE "StoreEvent" SET "status" = 'failed', "reason" = 'broken', "attempts" = 5`);
    const [event] = await house.rows<{ id: string }>(`SELECT "id" FROM "StoreEvent"`);
    expect(await retryFailed(house.context, event?.id ?? "", "support")).toEqual({ ok: true, what: "event" });
    await house.work();
    expect(house.texts).toHaveLength(1);
  });

  test("an id of nothing that failed is refused", async () => {
    expect(await retryFailed(house.context, "nonsense", "support")).toMatchObject({ ok: false, reason: "not_found" });
  });
});
