import { afterEach, beforeEach, expect, test } from "vitest";
import { moveStep, runStepNow, skipMessage } from "#services/scheduled/change-step.server.ts";
import { removeFromAutomations } from "#services/scheduled/change-steps.server.ts";
import { readScheduled } from "#services/scheduled/read-scheduled.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { text } from "#text/en.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const send = (id: string, body: string) => ({ id, type: "send_sms", config: { body } });
const wait = (id: string, amount: number, unit: "hours" | "days") => ({
  id,
  type: "wait",
  config: { for: { amount, unit } },
});
const untilTen = { id: "ten", type: "wait", config: { untilTime: { at: "10:00" } } };
const tag = { id: "tag", type: "create_task", config: { title: "Call {{ customer.first_name }}" } };

describeOnEachDatabase("the next message of a run", (database) => {
  let house: House;
  let shop: Shop;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open([]);
    const found = await findShop(database().pool, SHOP);
    if (!found) throw new Error("the shop is not there");
    shop = found;
  });
  afterEach(() => house.close());
  const start = async (...steps: unknown[]) => {
    await house.automate(shop.id, {
      kind: "transactional",
      trigger: { type: "order_created" },
      reentry: "per_subject",
      steps: steps as never,
    });
    await house.tell("orders/create", orderBody());
    await house.pass({ seconds: 1 });
  };
  const row = async () => {
    const [first] = (await readScheduled(house.context, shop, {})).rows;
    if (!first) throw new Error("nothing is scheduled");
    return first;
  };
  const target = async () => ({ shopId: shop.id, id: (await row()).id, actor: "staff:1" });

  test("a wait shows the text that follows it, its words and its time, and what may still stop it", async () => {
    await start(
      send("one", "First"),
      wait("w", 2, "days"),
      send("two", "Second"),
      wait("x", 1, "days"),
      send("z", "Third"),
    );
    expect(await row()).toMatchObject({
      kind: "message",
      tells: "Send SMS (2 of 3)",
      says: "Second",
      due: { shown: "Mar 4 at 10:00 am" },
      isEstimate: false,
      isTimed: true,
      mayChange: ["Not sent if: the order is cancelled."],
    });
  });

  test("a skipped text is never sent, says why, and the texts after it keep their times", async () => {
    await start(
      send("one", "First"),
      wait("w", 2, "days"),
      send("two", "Second"),
      wait("x", 1, "days"),
      send("z", "Third"),
    );
    expect(await skipMessage(house.context, await target())).toMatchObject({ ok: true });
    expect(await row()).toMatchObject({ tells: "Send SMS (3 of 3)", says: "Third", isEstimate: true, isTimed: false });
    await house.pass({ days: 2, minutes: 7 });
    expect(house.bodies()).toEqual(["First"]);
    await house.pass({ days: 1, minutes: 3 });
    expect(house.bodies()).toEqual(["First", "Third"]);
    expect(
      await house.rows(`SELECT "stepId", "status", "reason" FROM "AutomationLog" WHERE "reason" = 'cancelled_by_hand'`),
    ).toEqual([{ stepId: "two", status: "skipped", reason: "cancelled_by_hand" }]);
    expect(await house.rows(`SELECT "actor" FROM "AuditEvent" WHERE "action" = 'message.skipped'`)).toEqual([
      { actor: "staff:1" },
    ]);
  });

  test("sent now, a text goes at once, also when several waits stand before it", async () => {
    await start(send("one", "First"), wait("w", 2, "days"), untilTen, send("two", "Second"));
    expect(await row()).toMatchObject({ says: "Second", isTimed: true, isEstimate: true });
    expect(await runStepNow(house.context, await target())).toMatchObject({ ok: true });
    await house.pass({ seconds: 2 });
    expect(house.bodies()).toEqual(["First", "Second"]);
    await house.pass({ days: 5 });
    expect(house.bodies()).toEqual(["First", "Second"]);
    expect(
      await house.rows(`SELECT "stepId", "status" FROM "AutomationLog" WHERE "reason" = 'time_changed_by_hand'`),
    ).toEqual([{ stepId: "w", status: "done" }]);
  });

  test("rescheduled, a text goes at the chosen time and not before", async () => {
    await start(send("one", "First"), wait("w", 2, "days"), untilTen, send("two", "Second"));
    const to = house.clock.now().add({ hours: 30 });
    expect(await moveStep(house.context, { ...(await target()), to })).toMatchObject({ ok: true });
    expect(await row()).toMatchObject({ says: "Second", isEstimate: false });
    await house.pass({ hours: 29, minutes: 58 });
    expect(house.bodies()).toEqual(["First"]);
    await house.pass({ minutes: 4 });
    expect(house.bodies()).toEqual(["First", "Second"]);
  });

  test("a step between is not passed over: the wait ends, and the step runs before the text", async () => {
    await start(wait("w", 2, "days"), tag, send("two", "Second"));
    expect(await row()).toMatchObject({ says: "Second", isTimed: true });
    await runStepNow(house.context, await target());
    await house.pass({ seconds: 2 });
    expect(house.bodies()).toEqual(["Second"]);
    expect(await house.rows(`SELECT "title" FROM "Task"`)).toHaveLength(1);
  });

  test("a branch that decides the text is named, and no single text can be skipped", async () => {
    const when = { field: "order.total", op: "at_least", value: { amount: "500.00", currency: "USD" } };
    await start(wait("w", 2, "days"), {
      id: "size",
      type: "branch",
      arms: [
        { id: "big", name: "Big", when, steps: [send("a", "Big")] },
        { id: "else", name: "Else", steps: [send("b", "Small")] },
      ],
    });
    expect(await row()).toMatchObject({ kind: "depends", tells: "Wait 2 days", says: null });
    expect((await row()).mayChange[0]).toContain("Send SMS (1 of 2), Send SMS (2 of 2)");
    expect(await skipMessage(house.context, await target())).toMatchObject({
      ok: false,
      message: text.scheduled.noSingleMessage,
    });
  });

  test("who is removed from an automation gets no further text of it", async () => {
    await start(send("one", "First"), wait("w", 2, "days"), send("two", "Second"));
    const { sequenceId } = await row();
    expect(
      await removeFromAutomations(house.context, { shopId: shop.id, actor: "staff:1", ids: [sequenceId] }),
    ).toEqual({ ok: true, done: 1, left: 0 });
    await house.pass({ days: 3 });
    expect(house.bodies()).toEqual(["First"]);
    expect((await readScheduled(house.context, shop, {})).rows).toEqual([]);
  });
});
