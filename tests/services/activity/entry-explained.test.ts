import { afterEach, beforeEach, expect, test } from "vitest";
import type { Shop } from "#services/team/require-staff.server.ts";
import { readLogEntry } from "#services/activity/read-log-entry.server.ts";
import { retryFailed } from "#services/sending/retry-failed.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { shipmentBody } from "#tests/fixtures/order-bodies.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { formatDelivery } from "#text/delivery.ts";
import { text } from "#text/en.ts";
import { say } from "#tests/core/definitions.ts";
import { accepted, buildHouse, SHOP, type House } from "../test-app.ts";
import { passLooking } from "../sending/lost.ts";

describeOnEachDatabase("an entry, explained whole", (database) => {
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
  async function entryOf(action: string, status: string) {
    const [row] = await house.rows<{ id: string }>(
      `
        SELECT "id" FROM "AutomationLog" WHERE "action" = $1 AND "status"::text = $2
          ORDER BY "createdAt" DESC, "id" DESC LIMIT 1`,
      [action, status],
    );
    const entry = await readLogEntry(house.context, shop, row?.id ?? "");
    if (!entry) throw new Error(`no ${action} ${status}`);
    return entry;
  }

  test("conditions stand as they were asked: groups, questions in words, what was seen, and of lines each", async () => {
    await house.automate(shop.id, {
      kind: "transactional",
      conditions: {
        all: [
          { field: "order.total", op: "at_least", value: { amount: "100.00", currency: "USD" } },
          {
            any: [
              { field: "customer.tags", op: "has_any", value: ["vip"] },
              {
                not: {
                  field: "order.lines",
                  op: "any_line",
                  value: { field: "title", op: "equals", value: "Linen shirt" },
                },
              },
            ],
          },
        ],
      },
      steps: [say("t", "Hi")],
    });
    await house.tell("orders/create", orderBody());
    const { checks } = await entryOf("enter", "skipped");
    const [asked] = checks.find(({ guard }) => guard === "conditions")?.asked ?? [];
    expect(asked).toMatchObject({
      kind: "all",
      match: false,
      parts: [
        { kind: "question", match: false, question: { told: "Order total is at least 100.00 USD", saw: "86.00 USD" } },
        {
          kind: "any",
          match: false,
          parts: [
            { match: false, question: { saw: text.entry.none } },
            {
              kind: "not",
              match: false,
              parts: [
                {
                  match: true,
                  question: {
                    saw: expect.stringMatching(/^Product: Linen shirt \(fits\)/),
                    note: expect.stringContaining("of 1 lines fit"),
                  },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  test("a text's calls are all told, and what was closed without knowing is no refusal", async () => {
    await house.automate(shop.id, { kind: "transactional", steps: [say("t", "Hi")] });
    house.phoneCompany(() => ({ kind: "unknown", detail: "timeout" }));
    await house.tell("orders/create", orderBody());
    await passLooking(house, { hours: 3 });
    const { message, retry } = await entryOf("send_sms", "failed");
    expect(message).toMatchObject({
      status: "failed",
      errorCode: "outcome_unknown",
      fault: text.entry.faults.outcome_unknown,
      attempts: [{ outcome: "unknown", looks: { times: expect.any(Number), next: null } }],
    });
    expect(message && formatDelivery(message.status, message.errorCode)).toBe(text.entry.ended.outcome_unknown);
    expect(retry).toMatchObject({ objection: "may_have_gone" });
  });

  test("a refused text says why in plain words, and may be tried again until it has been", async () => {
    await house.automate(shop.id, { kind: "transactional", steps: [say("t", "Hi")] });
    house.phoneCompany(() => ({ kind: "refused", code: "30007", detail: "Carrier violation" }));
    await house.tell("orders/create", orderBody());
    const failed = await entryOf("send_sms", "failed");
    expect(failed.message).toMatchObject({
      fault: "The carrier took the text for spam",
      attempts: [{ outcome: "refused", detail: "Carrier violation" }],
    });
    expect(failed.retry).toEqual({ stepId: expect.any(String), objection: null });
    house.phoneCompany(accepted);
    expect(await retryFailed(house.context, failed.retry?.stepId ?? "", "staff:1", shop.id)).toMatchObject({
      ok: true,
    });
    await house.work();
    expect((await readLogEntry(house.context, shop, failed.id))?.retry).toBeNull();
    expect((await entryOf("send_sms", "sent")).message).toMatchObject({
      fault: null,
      attempts: [{ outcome: "accepted" }],
    });
  });

  test("another shop's failed step is not tried again", async () => {
    await house.automate(shop.id, { kind: "transactional", steps: [say("t", "Hi")] });
    house.phoneCompany(() => ({ kind: "refused", code: "30006", detail: "no" }));
    await house.tell("orders/create", orderBody());
    const { retry } = await entryOf("send_sms", "failed");
    expect(
      await retryFailed(
        house.context,
        retry?.stepId ?? "",
        "staff:1",
        await house.open([], { domain: "larkspur.myshopify.com" }),
      ),
    ).toMatchObject({ ok: false, reason: "not_found" });
  });

  test("a step that is no message is told by what it did and what came of it", async () => {
    await house.automate(shop.id, {
      kind: "transactional",
      steps: [{ id: "task", type: "create_task", config: { title: "Call {{ customer.first_name }}" } }],
    });
    await house.tell("orders/create", orderBody());
    expect((await entryOf("create_task", "done")).did).toMatchObject({
      tells: expect.stringContaining("Task for the team"),
      saw: expect.arrayContaining([{ name: "title", value: "Call Ada" }]),
    });
  });

  test("the way through a branch shows each arm, at its depth, and the way that was taken", async () => {
    await house.automate(shop.id, {
      kind: "transactional",
      steps: [
        {
          id: "which",
          type: "branch",
          arms: [
            {
              id: "large",
              name: "Large",
              when: { field: "order.total", op: "at_least", value: { amount: "500.00", currency: "USD" } },
              steps: [say("big", "Wow")],
            },
            { id: "rest", name: "Rest", steps: [say("small", "Thanks")] },
          ],
        },
      ],
    });
    await house.tell("orders/create", orderBody());
    const { path, checks } = await entryOf("branch", "done");
    expect(path?.steps.map(({ id, depth, arm, status }) => [id, depth, arm, status])).toEqual([
      ["which", 0, null, "executed"],
      ["big", 1, "If Order total is at least 500.00 USD", "ahead"],
      ["small", 1, "Everyone else", "executed"],
    ]);
    expect(checks.at(-1)?.asked).toMatchObject([
      { match: false, question: { told: "Order total is at least 500.00 USD" } },
    ]);
  });

  test("a step that waits may be steered; the customer and the order have their pages in the store admin", async () => {
    await house.automate(shop.id, {
      kind: "transactional",
      steps: [{ id: "pause", type: "wait", config: { for: { amount: 1, unit: "days" } } }, say("t", "Hi")],
    });
    await house.tell("orders/create", orderBody({ id: "7001", order: "820982911946154508" }));
    const { path, customer, event } = await entryOf("enter", "done");
    expect(path?.steps[0]?.steer).toMatchObject({
      id: expect.any(String),
      cancelling: null,
      moving: null,
      kind: "message",
      tells: "Send SMS",
    });
    expect(path?.steps[1]?.steer).toBeNull();
    expect(customer?.inAdmin).toBe("shopify://admin/customers/7001");
    expect(event?.about).toEqual({ says: "Order #1042", inAdmin: "shopify://admin/orders/820982911946154508" });
  });

  test("of a parcel, it is the order that people know it by", async () => {
    await house.automate(shop.id, {
      kind: "transactional",
      trigger: { type: "shipment_updated" },
      steps: [say("t", "Hi")],
    });
    await house.tell("orders/create", orderBody());
    await house.tell("fulfillments/update", shipmentBody());
    expect((await entryOf("enter", "done")).event?.about).toMatchObject({
      says: expect.stringMatching(/^Order /),
      inAdmin: expect.stringMatching(/^shopify:\/\/admin\/orders\/\d+$/),
    });
  });

  test("a decision is told by the recipient's clock too, where that shows another time", async () => {
    await house.rows(`UPDATE "Shop" SET "timezone" = 'America/Los_Angeles'`);
    const there = { ...shop, timezone: "America/Los_Angeles" };
    await house.automate(shop.id, { kind: "transactional", steps: [say("t", "Hi")] });
    await house.tell("orders/create", orderBody());
    const { id } = await entryOf("send_sms", "sent");
    expect((await readLogEntry(house.context, there, id))?.there).toEqual({
      shown: "Today at 10:00 am",
      zone: "New York",
    });
    expect((await readLogEntry(house.context, { ...shop, timezone: "America/New_York" }, id))?.there).toBeNull();
  });
});
