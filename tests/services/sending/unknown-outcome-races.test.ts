import { afterEach, beforeEach, expect, test } from "vitest";
import type { MessageSearchAnswer } from "#shell/sms/provider.server.ts";
import { resolveUnknownOutcomes } from "#services/sending/parts/resolve-unknown-outcomes.server.ts";
import { applyStatusCallback } from "#services/sending/apply-status-callback.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnPostgres } from "#tests/support/database.ts";
import { buildHouse, type House } from "../test-app.ts";
import { listOf, SID } from "./lost.ts";

const order = (at: number) =>
  orderBody({
    order: String(1_000 + at),
    id: String(50_000 + at),
    phone: `+1212555${String(1_000 + at)}`,
    token: `t-${at}`,
  });

describeOnPostgres("looking texts up while the world goes on", (database) => {
  let houses: House[];
  let first: House;
  let second: House;
  beforeEach(async () => {
    houses = [buildHouse(database()), buildHouse(database())];
    [first, second] = houses as [House, House];
    await first.open(["order-confirmation"], { credits: 100 });
    first.phoneCompany(() => ({ kind: "unknown", detail: "timeout" }));
  });
  afterEach(async () => {
    for (const proof of await verifyLedger(first.context)) expect(proof.discrepancies).toEqual([]);
    await Promise.all(houses.map((each) => each.close()));
  });

  const later = (minutes: number) => houses.forEach(({ clock }) => clock.moveTo(clock.now().add({ minutes })));
  const statuses = async () =>
    (await first.rows<{ status: string }>(`SELECT "status" FROM "Message" ORDER BY "createdAt", "id"`)).map(
      ({ status }) => status,
    );
  const attemptIds = async () =>
    (await first.rows<{ id: string }>(`SELECT "id" FROM "MessageAttempt" ORDER BY "startedAt", "id"`)).map(
      ({ id }) => id,
    );
  const types = async () =>
    (
      await first.rows<{ type: string }>(
        `SELECT "type" FROM "CreditEntry" WHERE "messageId" IS NOT NULL ORDER BY "seq"`,
      )
    ).map(({ type }) => type);

  test("two workers' tasks at once: each text is looked up by one of them, and settled once", async () => {
    await Promise.all(
      Array.from({ length: 120 }, (_, at) => first.deliver("orders/create", order(at), { at: first.clock.now() })),
    );
    await first.rows(`UPDATE "Shop" SET "creditBalance" = "creditBalance" + 100, "ledgerLength" = "ledgerLength" + 1`);
    await first.rows(
      `
        INSERT INTO "CreditEntry" ("id", "shopId", "seq", "type", "amount", "balanceAfter", "createdAt")
          SELECT gen_random_uuid(), "id", "ledgerLength" - 1, 'grant', 100, "creditBalance", now() FROM "Shop"`,
    );
    await first.work();
    const texts = listOf(first);
    for (const house of houses)
      house.phoneList(({ to }) => ({ kind: "answered", texts: texts.filter((text) => text.to === to) }));
    later(1);
    const looked = await Promise.all([resolveUnknownOutcomes(first.context), resolveUnknownOutcomes(second.context)]);
    expect(looked[0] + looked[1]).toBe(120);
    expect(first.searches.length + second.searches.length).toBe(120);
    expect(new Set(await statuses())).toEqual(new Set(["sent"]));
    expect(await first.holdings()).toEqual({ balance: 80, held: 0 });
  });

  test("a report that comes while the list is being read settles the text, and the look says nothing more", async () => {
    await first.tell("orders/create", order(1));
    const [attemptId = ""] = await attemptIds();
    const list = (): MessageSearchAnswer => ({
      kind: "answered",
      texts: listOf(first, { providerId: SID, createdAt: first.clock.now().subtract({ minutes: 1 }) }),
    });
    first.phoneList(async () => {
      expect(
        await applyStatusCallback(first.context, { attemptId, providerId: SID, status: "delivered", errorCode: null }),
      ).toBe("recorded");
      return list();
    });
    later(1);
    await resolveUnknownOutcomes(first.context);
    expect(await statuses()).toEqual(["delivered"]);
    expect(await types()).toEqual(["reserve", "settle"]);
  });

  test("a report that comes while the text is being closed wins, before or after", async () => {
    for (let at = 0; at < 6; at++) {
      await first.tell("orders/create", order(at));
      later(15);
      await resolveUnknownOutcomes(first.context);
      later(45);
      const attemptId = (await attemptIds()).at(-1) ?? "";
      const report = {
        attemptId,
        providerId: `SM${String(at).padStart(32, "0")}`,
        status: "delivered",
        errorCode: null,
      };
      const [, fate] = await Promise.all([
        resolveUnknownOutcomes(second.context),
        applyStatusCallback(first.context, report),
      ]);
      expect(fate).toBe("recorded");
      expect((await statuses()).at(-1)).toBe("delivered");
    }
    expect(await first.holdings()).toEqual({ balance: 94, held: 0 });
  });

  test("a look-up and the report on a copy reach for one text at once: it goes to one message", async () => {
    for (let at = 0; at < 6; at++) {
      const providerId = `SM${String(at).padStart(32, "0")}`;
      await first.tell("orders/create", order(2 * at));
      await first.tell("orders/create", order(2 * at + 1));
      const body = `the same words ${at}`;
      const phone = `+1212555${String(1_000 + 2 * at)}`;
      await first.rows(`UPDATE "Message" SET "body" = $1, "to" = $2 WHERE "status" = 'unknown'`, [body, phone]);
      second.phoneList(({ to }) => ({
        kind: "answered",
        texts: listOf(first, {
          providerId,
          to: phone,
          body,
          createdAt: first.clock.now().subtract({ minutes: 1 }),
        }).slice(0, to === phone ? 1 : 0),
      }));
      later(1);
      const copy = (await attemptIds()).at(-1) ?? "";
      const [, fate] = await Promise.all([
        resolveUnknownOutcomes(second.context),
        applyStatusCallback(first.context, { attemptId: copy, providerId, status: "delivered", errorCode: null }),
      ]);
      expect(fate).toBe("recorded");
      const bearers = await first.rows<{ status: string }>(`SELECT "status" FROM "Message" WHERE "providerId" = $1`, [
        providerId,
      ]);
      expect(bearers).toEqual([{ status: "delivered" }]);
      expect((await statuses()).filter((status) => status === "unknown")).toHaveLength(1);
      // The other copy never went out.
      second.phoneList(() => ({ kind: "answered", texts: [] }));
      first.phoneList(() => ({ kind: "answered", texts: [] }));
      for (const minutes of [15, 60, 61]) {
        later(minutes);
        await resolveUnknownOutcomes(first.context);
      }
      expect(await statuses()).not.toContain("unknown");
    }
  });

  test("a worker that stops in the middle of a look leaves it to the next", async () => {
    await first.tell("orders/create", order(1));
    later(1);
    const stopped = Promise.withResolvers<MessageSearchAnswer>();
    first.phoneList(() => stopped.promise);
    const hanging = resolveUnknownOutcomes(first.context);
    await expect.poll(() => first.searches.length).toBe(1);
    second.phoneList(() => ({
      kind: "answered",
      texts: listOf(first, { createdAt: first.clock.now().subtract({ minutes: 6 }) }),
    }));
    expect(await resolveUnknownOutcomes(second.context)).toBe(0);
    later(5);
    expect(await resolveUnknownOutcomes(second.context)).toBe(1);
    expect(await statuses()).toEqual(["sent"]);
    stopped.resolve({ kind: "answered", texts: [] });
    await hanging;
    expect(await statuses()).toEqual(["sent"]);
  });
});
