import { afterEach, beforeEach, expect, test } from "vitest";
import { skipMessages, forecastReschedule, moveStepToLocalTime } from "#services/scheduled/change-steps.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { readScheduled, type ScheduledFilter } from "#services/scheduled/read-scheduled.server.ts";
import { pauseSequence } from "#services/automations/change-sequence-status.server.ts";
import { pauseAutomation } from "#services/automations/change-automation-status.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { checkoutBody, consentBody } from "#tests/fixtures/bodies.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { text } from "#text/en.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const PEOPLE = [
  { id: "7001", phone: "+12125550123", token: "t-1" },
  { id: "7002", phone: "+13105550177", token: "t-2" },
  { id: "7003", phone: "+13125550144", token: "t-3" },
] as const;

describeOnEachDatabase("what is scheduled", (database) => {
  let house: House;
  let shop: Shop;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["abandoned-cart"]);
    await house.rows(`UPDATE "Shop" SET "timezone" = 'America/New_York'`);
    const found = await findShop(database().pool, SHOP);
    if (!found) throw new Error("the shop is not there");
    shop = found;
    for (const person of PEOPLE) {
      await house.tell("customers_marketing_consent/update", consentBody(person));
      await house.tell("checkouts/update", checkoutBody(person));
      await house.pass({ minutes: 1 });
    }
    // Their addresses are one; where they are is told by their numbers.
    await house.rows(`UPDATE "Customer" SET "countryCode" = NULL, "provinceCode" = NULL`);
  });
  afterEach(() => house.close());
  const read = (filter: ScheduledFilter & { older?: string; newer?: string } = {}, size?: number) =>
    readScheduled(house.context, shop, filter, size);
  const phones = async (filter: ScheduledFilter = {}) =>
    (await read(filter)).rows.map(({ customer }) => customer.phone);
  const first = async () => {
    const [row] = (await read()).rows;
    if (!row) throw new Error("nothing is scheduled");
    return row;
  };

  test("a step tells when, by both clocks, for whom, by which automation and what it will say", async () => {
    const { rows } = await read();
    expect(rows.map(({ due, there }) => [due.shown, there && `${there.shown} ${there.zone}`])).toEqual([
      ["Today at 11:00 am", null],
      ["Today at 12:00 pm", "Today at 9:00 am Los Angeles"],
      ["Today at 11:02 am", "Today at 10:02 am Chicago"],
    ]);
    expect(rows.map(({ isEstimate }) => isEstimate)).toEqual([false, true, false]);
    expect(rows[0]).toMatchObject({
      kind: "message",
      mayChange: ["Not sent if: Order created, the customer unsubscribes."],
      customer: { name: "Ada Moreno", phone: "+1 212 555 0123" },
      automation: { name: "Abandoned cart" },
      tells: "Send SMS",
      says: expect.stringContaining("you left Linen shirt in your cart, Ada"),
      run: { state: "pending", waitsFor: null },
      isOverdue: false,
      local: { date: "2026-03-02", time: "11:00" },
      cancelling: null,
      moving: null,
      entryId: expect.any(String),
    });
  });

  test("pages follow one another, and lead back", async () => {
    const one = await read({}, 2);
    const two = await read({ older: one.older ?? "" }, 2);
    expect([one.rows.length, two.rows.length, one.newer, two.older]).toEqual([2, 1, null, null]);
    expect((await read({ newer: two.newer ?? "" }, 2)).rows.map(({ id }) => id)).toEqual(one.rows.map(({ id }) => id));
  });

  test("a customer is found, an automation, and what needs a look", async () => {
    expect(await phones({ search: "(310) 555-0177" })).toEqual(["+1 310 555 0177"]);
    expect(await phones({ search: "nobody" })).toEqual([]);
    const [automation] = await house.rows<{ id: string }>(`SELECT "id" FROM "Automation"`);
    expect(await phones({ automationId: automation?.id })).toHaveLength(3);
    expect(await phones({ automationId: "01234567-89ab-7def-8123-456789abcdef" })).toEqual([]);
    expect(await phones({ view: "overdue" })).toEqual([]);
    house.clock.moveTo(house.clock.now().add({ hours: 2 }));
    expect(await phones({ view: "overdue" })).toHaveLength(3);
    expect((await read()).rows[0]).toMatchObject({ run: { state: "pending" }, isOverdue: true });
  });

  test("what is held says by what, and cannot be moved until that is over", async () => {
    const { id } = await first();
    const [step] = await house.rows<{ sequenceId: string }>(
      `SELECT "sequenceId" FROM "ScheduledAutomation" WHERE "id" = $1`,
      [id],
    );
    await pauseSequence(house.context, { shopId: shop.id, sequenceId: step?.sequenceId ?? "", actor: "staff:1" });
    expect((await read({ view: "held" })).rows).toMatchObject([
      { id, run: { state: "paused", waitsFor: null }, isOverdue: false, moving: "sequence_paused", cancelling: null },
    ]);
    const [automation] = await house.rows<{ id: string }>(`SELECT "id" FROM "Automation"`);
    await pauseAutomation(house.context, { shopId: shop.id, automationId: automation?.id ?? "", actor: "staff:1" });
    expect((await read({ view: "held" })).rows.map(({ run }) => run)).toEqual([
      { state: "paused", waitsFor: null },
      { state: "waiting", waitsFor: "automation" },
      { state: "waiting", waitsFor: "automation" },
    ]);
    expect(
      await moveStepToLocalTime(house.context, shop, { id, actor: "staff:1", date: "2026-03-03", time: "12:00" }),
    ).toMatchObject({ ok: false, reason: "held", message: text.scheduled.obstacles.automation_off });
  });

  test("what waits for credits is told apart", async () => {
    await house.rows(
      `
        UPDATE "ScheduledAutomation" SET "held" = true, "deferral" = '{"reason":"credits_held","checks":[]}'
          WHERE "id" = $1`,
      [(await first()).id],
    );
    expect((await read({ view: "credits" })).rows).toMatchObject([
      { run: { state: "waiting", waitsFor: "credits_held" } },
    ]);
  });

  test("a step is moved by the shop's clock, and that is written down", async () => {
    const { id } = await first();
    expect(
      await moveStepToLocalTime(house.context, shop, { id, actor: "staff:1", date: "2026-03-08", time: "02:30" }),
    ).toMatchObject({ ok: true, due: { shown: "Mar 8 at 3:30 am" } });
    expect(await house.rows(`SELECT "actor", "target" FROM "AuditEvent" WHERE "action" = 'step.moved'`)).toEqual([
      { actor: "staff:1", target: `step:${id}` },
    ]);
    expect(
      await moveStepToLocalTime(house.context, shop, { id, actor: "staff:1", date: "2026-02-30", time: "10:00" }),
    ).toMatchObject({ ok: false, problems: [{ path: "time" }] });
  });

  test("what a time would mean is told beforehand: the customer's clock, the night, and that it is over", async () => {
    const { id } = (await read({ search: "+13105550177" })).rows[0] ?? { id: "" };
    const look = (date: string, time: string) => forecastReschedule(house.context, shop, { id, date, time });
    expect(await look("2026-03-03", "15:00")).toMatchObject({
      at: { shown: "Tomorrow at 3:00 pm" },
      there: { shown: "Tomorrow at 12:00 pm", zone: "Los Angeles" },
      past: false,
      night: null,
    });
    expect(await look("2026-03-03", "09:00")).toMatchObject({
      there: { shown: "Tomorrow at 6:00 am" },
      night: { until: { shown: "Tomorrow at 12:00 pm" } },
    });
    expect(await look("2026-03-01", "09:00")).toMatchObject({ past: true });
    expect(await look("2026-02-30", "09:00")).toBeNull();
    expect(
      await forecastReschedule(
        house.context,
        { ...shop, id: await house.open([], { domain: "larkspur.myshopify.com" }) },
        { id, date: "2026-03-03", time: "09:00" },
      ),
    ).toBeNull();
  });

  test("several are cancelled at once, each by itself: one that is over keeps none of the others", async () => {
    const { rows } = await read();
    const ids = rows.map(({ id }) => id);
    const who = { shopId: shop.id, actor: "staff:1" };
    expect(await skipMessages(house.context, { ...who, ids: ids.slice(0, 1) })).toMatchObject({ done: 1, left: 0 });
    expect(await skipMessages(house.context, { ...who, ids })).toMatchObject({ done: 2, left: 1 });
    expect((await read()).rows.map(({ tells }) => tells)).toEqual(["Wait 2 days", "Wait 2 days", "Wait 2 days"]);
    await house.pass({ hours: 3 });
    expect(house.texts).toEqual([]);
  });

  test("of a customer whose data was erased, no text is made up", async () => {
    await house.rows(`UPDATE "Customer" SET "erasedAt" = now(), "firstName" = NULL, "lastName" = NULL, "phone" = NULL`);
    expect((await read()).rows[0]).toMatchObject({
      customer: { name: null, phone: null, erased: true },
      says: null,
      there: null,
    });
  });

  test("a text that nothing lets go says so: without a number, after STOP, and in a country without service", async () => {
    const skippedFor = async () => (await read()).rows.map((row) => row.skippedFor);
    expect(await skippedFor()).toEqual([null, null, null]);
    const subscriber = (set: string, phone: string) =>
      house.rows(`UPDATE "Subscriber" SET ${set} WHERE "address" = $1`, [phone]);
    await subscriber(`"consent" = 'unsubscribed'`, PEOPLE[0].phone);
    await subscriber(`"consent" = 'not_subscribed'`, PEOPLE[1].phone);
    await subscriber(`"suppressedAt" = now(), "suppressedBy" = 'staff'`, PEOPLE[2].phone);
    expect(await skippedFor()).toEqual(["Unsubscribed", "Not subscribed to SMS marketing", "Unsubscribed"]);
    await house.rows(`DELETE FROM "CustomerAddress"`);
    await house.rows(`UPDATE "Customer" SET "phone" = NULL`);
    expect(await skippedFor()).toEqual(["No phone number", "No phone number", "No phone number"]);
  });

  test("another shop's steps are none of this one's", async () => {
    const other = { ...shop, id: await house.open([], { domain: "larkspur.myshopify.com" }) };
    expect((await readScheduled(house.context, other, {})).rows).toEqual([]);
    expect((await readScheduled(house.context, other, { search: "+12125550123" })).rows).toEqual([]);
    const [automation] = await house.rows<{ id: string }>(`SELECT "id" FROM "Automation" LIMIT 1`);
    expect((await readScheduled(house.context, other, { automationId: automation?.id })).rows).toEqual([]);
  });
});
