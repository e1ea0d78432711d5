import { beforeEach, expect, test } from "vitest";
import type { Check } from "#core/explanation.ts";
import type { Shop } from "#services/enter-shop.server.ts";
import { readLogEntry } from "#services/read-log-entry.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { makeAutomation, makeCustomer, makeLog, makeSequence, makeShop, NOW, readingContext } from "./reading.ts";

const now = new Date(NOW.epochMilliseconds);
const inTwoDays = new Date(NOW.epochMilliseconds + 48 * 3_600_000);

describeOnDatabases("the explanation of a decision", (database) => {
  let context: AppContext;
  let shop: Shop;
  beforeEach(async () => {
    context = readingContext(database().pool);
    shop = await makeShop(context);
  });

  test("it lists each check with what it saw, in words", async () => {
    const explanation: Check[] = [
      { guard: "exits", answer: "pass", saw: { seen: null } },
      { guard: "number_valid", answer: "pass", saw: { phone: "+12125550141" } },
      { guard: "fresh", answer: "pass", saw: { told_by_store_at: "2026-11-20T19:00:00Z" } },
      { guard: "consent", answer: "skip", reason: "opted_out", saw: { consent: "not_subscribed", said_stop: true }, rule: "stop" },
      { guard: "quiet_hours", answer: "defer", reason: "quiet_hours", saw: {}, until: "2026-11-21T13:00:00Z" },
    ];
    const id = await makeLog(context, shop, { status: "skipped", reason: "opted_out", explanation });
    const entry = await readLogEntry(context, shop, id);
    expect(entry?.checks.map(({ saw }) => saw.map(({ value }) => value).sort())).toEqual([["none"], ["+1 212 555 0141"], ["Today at 2:00 pm"], ["not subscribed", "yes"], []]);
    expect(entry?.checks[3]).toMatchObject({ guard: "consent", answer: "skip", reason: "opted_out", rule: "stop" });
    expect(entry?.checks[4]?.until?.shown).toBe("Tomorrow at 8:00 am");
  });

  test("it shows the path: what was said, what waits and why, what lies ahead", async () => {
    const automation = await makeAutomation(context, shop, "welcome");
    const customerId = await makeCustomer(context, shop, { firstName: "Maya" });
    const sequenceId = await makeSequence(context, shop, automation, customerId);
    const step = { shopId: shop.id, sequenceId };
    const hello = await context.prisma.scheduledAutomation.create({ data: { ...step, stepId: "hello", dueAt: now, status: "executed", executedAt: now } });
    await context.prisma.scheduledAutomation.create({ data: { ...step, stepId: "pause", dueAt: inTwoDays, held: true, deferral: { reason: "quiet_hours", checks: [] } } });
    const message = await context.prisma.message.create({
      data: { shopId: shop.id, scheduledAutomationId: hello.id, direction: "outbound", to: "+12125550141", body: "Welcome, Maya", status: "delivered", createdAt: now, updatedAt: now },
    });
    const { id } = await context.prisma.automationLog.create({
      data: { ...step, automationId: automation.id, scheduledAutomationId: hello.id, customerId, stepId: "hello", action: "send_sms", status: "sent", messageId: message.id, createdAt: now },
    });

    const entry = await readLogEntry(context, shop, id);
    expect(entry).toMatchObject({ doing: "Send a text", message: { to: "+1 212 555 0141", body: "Welcome, Maya", status: "delivered" } });
    expect(entry?.path?.steps).toMatchObject([
      { id: "hello", status: "executed", body: "Welcome, Maya", here: true, log: { id, status: "sent" } },
      { id: "pause", status: "scheduled", tells: "Wait 2 days", waitsFor: "quiet_hours", held: true, at: { shown: "Nov 22 at 3:00 pm" } },
      { id: "begin", status: "ahead", at: null },
    ]);
  });

  test("a step that its version does not know any more is still on the path", async () => {
    const automation = await makeAutomation(context, shop, "welcome");
    const sequenceId = await makeSequence(context, shop, automation, await makeCustomer(context, shop));
    await context.prisma.scheduledAutomation.create({ data: { shopId: shop.id, sequenceId, stepId: "old", dueAt: now } });
    const { id } = await context.prisma.automationLog.create({ data: { shopId: shop.id, sequenceId, action: "enter", status: "done", createdAt: now } });
    const entry = await readLogEntry(context, shop, id);
    expect(entry?.path?.steps.map(({ id: step }) => step)).toEqual(["hello", "pause", "begin", "old"]);
  });

  test("an explanation that this release cannot read leaves the rest readable", async () => {
    const id = await makeLog(context, shop);
    await context.prisma.automationLog.update({ where: { id }, data: { explanation: { from: "elsewhere" } } });
    expect(await readLogEntry(context, shop, id)).toMatchObject({ id, checks: [], customer: null, path: null });
  });

  test("an erased customer is named as erased", async () => {
    const customerId = await makeCustomer(context, shop, { erasedAt: now });
    const id = await makeLog(context, shop, { customerId });
    expect((await readLogEntry(context, shop, id))?.customer).toMatchObject({ name: null, phone: null, erased: true });
  });

  test("another shop's row is as missing as one that never was", async () => {
    const id = await makeLog(context, await makeShop(context, "larkspur.myshopify.com"));
    expect(await readLogEntry(context, shop, id)).toBeNull();
    expect(await readLogEntry(context, shop, "01234567-89ab-7def-8123-456789abcdef")).toBeNull();
  });
});
