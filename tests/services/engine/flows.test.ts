import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ingestEvents } from "#services/intake/ingest-events.server.ts";
import { adjustCredits } from "#services/credits/grant-credits.server.ts";
import { pauseAutomation, resumeAutomation } from "#services/automations/change-automation-status.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { ADA, ADAS_PHONE, orderBody } from "#tests/fixtures/bodies.ts";
import { tagsBody } from "#tests/fixtures/customer-bodies.ts";
import { refundBody } from "#tests/fixtures/order-bodies.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";

const text = (id: string, body: string) => ({ id, type: "send_sms", config: { body } });
const wait = (id: string, hours: number) => ({ id, type: "wait", config: { for: { amount: hours, unit: "hours" } } });
const aboutOrders = { kind: "transactional", trigger: { type: "order_created" }, reentry: "per_subject" } as const;

describeOnEachDatabase("a flow with branches, waits and actions", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
  });
  afterEach(async () => {
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.close();
  });
  const order = (id = "1", more: Parameters<typeof orderBody>[0] = {}) =>
    house.tell("orders/create", orderBody({ order: id, ...more }));
  const ends = () =>
    house.rows<{ status: string; endReason: string | null }>(
      `SELECT "status", "endReason" FROM "AutomationSequence" ORDER BY "startedAt", "id"`,
    );
  const explained = async (action: string) => {
    const [row] = await house.rows<{
      explanation: {
        guard: string;
        reason?: string;
        saw: Record<string, unknown>;
        trace?: { field: string; saw: unknown; match: boolean }[];
      }[];
    }>(`SELECT "explanation" FROM "AutomationLog" WHERE "action" = $1 ORDER BY "createdAt" DESC, "id" DESC LIMIT 1`, [
      action,
    ]);
    return row?.explanation ?? [];
  };

  test("a branch goes the first way whose condition is met, and the log holds each value that it saw", async () => {
    await house.automate(shopId, {
      ...aboutOrders,
      steps: [
        {
          id: "size",
          type: "branch",
          arms: [
            {
              id: "big",
              name: "Big orders",
              when: { field: "order.total", op: "at_least", value: { amount: "500.00", currency: "USD" } },
              steps: [text("thanks-big", "Big thanks")],
            },
            {
              id: "small",
              name: "Small orders",
              when: { field: "order.total", op: "less_than", value: { amount: "500.00", currency: "USD" } },
              steps: [text("thanks-small", "Small thanks")],
            },
            { id: "else", steps: [text("thanks", "Thanks")] },
          ],
        },
        text("after", "Bye"),
      ],
    });
    await order();
    expect(house.bodies()).toEqual(["Small thanks", "Bye"]);
    expect(await house.log()).toEqual(["enter done", "branch done", "send_sms sent", "send_sms sent"]);
    const looked = (await explained("branch")).find(({ guard }) => guard === "branch");
    expect(looked).toMatchObject({
      saw: { arm: "Small orders" },
      trace: [
        { field: "order.total", match: false },
        { field: "order.total", match: true },
      ],
    });
  });

  test("who does not meet the conditions does not enter, and the log says what was seen", async () => {
    await house.automate(shopId, {
      ...aboutOrders,
      conditions: { field: "order.total", op: "greater_than", value: { amount: "500.00", currency: "USD" } },
    });
    await order();
    expect(await house.log()).toEqual(["enter skipped conditions_not_met"]);
    expect((await explained("enter")).at(-1)).toMatchObject({
      guard: "conditions",
      reason: "conditions_not_met",
      trace: [{ field: "order.total", saw: { amount: "86.00", currency: "USD" } }],
    });
  });

  test("a split takes each customer one way, whenever they come; a holdout gets nothing and is counted", async () => {
    await house.automate(shopId, {
      ...aboutOrders,
      steps: [
        {
          id: "ab",
          type: "split",
          arms: [
            { id: "a", name: "A", weight: 1, steps: [text("a-text", "A")] },
            { id: "b", name: "B", weight: 1, steps: [text("b-text", "B")] },
            { id: "none", name: "Holdout", weight: 1, holdout: true, steps: [] },
          ],
        },
      ],
    });
    const people = Array.from({ length: 30 }, (_none, at) => ({ id: `70${at + 10}`, phone: `+1212555${at + 1_000}` }));
    for (const [at, who] of people.entries()) await order(String(at + 1), { ...who, token: `t-${at}` });
    const counts = Object.groupBy(house.bodies(), (body) => body);
    const held = (await house.log()).filter((line) => line === "split done holdout").length;
    expect((counts.A?.length ?? 0) + (counts.B?.length ?? 0) + held).toBe(30);
    expect(Math.min(counts.A?.length ?? 0, counts.B?.length ?? 0, held)).toBeGreaterThan(0);
    for (const [at, who] of people.entries()) await order(String(at + 101), { ...who, token: `u-${at}` });
    expect(house.bodies().filter((body) => body === "A")).toHaveLength(2 * (counts.A?.length ?? 0));
    expect((await house.log()).filter((line) => line === "split done holdout")).toHaveLength(2 * held);
  });

  test("a step that waits for an event goes on the moment it happens", async () => {
    await house.automate(shopId, {
      ...aboutOrders,
      steps: [
        {
          id: "paid",
          type: "wait_for_event",
          config: { on: "order_paid", match: "subject", timeout: { amount: 2, unit: "days" } },
          arms: [
            { id: "happened", steps: [text("yes", "Paid")] },
            { id: "timed_out", steps: [text("no", "Not paid")] },
          ],
        },
      ],
    });
    await order("1");
    await order("2");
    await house.pass({ hours: 3 });
    await house.tell("orders/paid", orderBody({ order: "1", at: house.clock.now().toString() }));
    expect(house.bodies()).toEqual(["Paid"]);
    await house.pass({ hours: 46 });
    expect(house.bodies()).toEqual(["Paid", "Not paid"]);
  });

  test("whom the exit conditions meet leaves before the next step", async () => {
    await house.automate(shopId, {
      ...aboutOrders,
      exitWhen: { field: "customer.tags", op: "has_any", value: ["quiet"] },
      steps: [text("one", "One"), wait("day", 24), text("two", "Two")],
    });
    await order();
    await house.tell("customer.tags_added", tagsBody(["quiet"]));
    await house.pass({ hours: 25 });
    expect(house.bodies()).toEqual(["One"]);
    expect(await ends()).toEqual([{ status: "cancelled", endReason: "exited" }]);
  });

  test("a step may end the sequence", async () => {
    await house.automate(shopId, {
      ...aboutOrders,
      steps: [text("one", "One"), { id: "out", type: "exit" }, text("two", "Two")],
    });
    await order();
    expect(house.bodies()).toEqual(["One"]);
    expect(await ends()).toEqual([{ status: "completed", endReason: "left" }]);
  });

  test("an e-mail goes to who bought, costs no credits, and stands in the log as sent", async () => {
    await house.automate(shopId, {
      ...aboutOrders,
      steps: [
        {
          id: "mail",
          type: "send_email",
          config: { subject: "Order {{ order.name }}", body: "Hello {{ customer.first_name }}" },
        },
      ],
    });
    await order();
    expect(house.letters).toMatchObject([{ to: "ada@example.com", from: "Juniper", text: "Hello Ada" }]);
    expect(await house.log()).toEqual(["enter done", "send_email sent"]);
    expect(await house.holdings()).toEqual({ balance: 100, held: 0 });
  });

  test("an e-mail of which nobody can tell whether it went out is not sent again", async () => {
    house.mailServer(() => ({ kind: "unknown", detail: "the connection broke" }));
    await house.automate(shopId, {
      ...aboutOrders,
      steps: [
        { id: "mail", type: "send_email", config: { subject: "Order", body: "Hello" }, onError: "continue" },
        text("then", "Then"),
      ],
    });
    await order();
    await house.pass({ hours: 2 });
    expect(house.letters).toHaveLength(1);
  });

  test("marketing by e-mail needs consent to e-mails", async () => {
    await house.automate(shopId, {
      kind: "marketing",
      trigger: { type: "order_created" },
      reentry: "per_subject",
      steps: [{ id: "mail", type: "send_email", config: { subject: "News", body: "Hello" } }],
    });
    await order();
    expect(await house.log()).toEqual(["enter done", "send_email skipped no_email_consent"]);
  });

  describe("marketing by e-mail to who agreed to it", () => {
    const mail = (name: string) =>
      house.automate(shopId, {
        name,
        kind: "marketing",
        trigger: { type: "order_created" },
        reentry: "per_subject",
        steps: [{ id: "mail", type: "send_email", config: { subject: name, body: "Hello" } }],
      });
    const mailed = async () => (await house.log()).filter((line) => line.startsWith("send_email")).sort();
    beforeEach(() =>
      house.adminKnows(ADA, {
        email: "ada@example.com",
        emailConsent: "subscribed",
        emailConsentUpdatedAt: "2026-01-01T00:00:00Z",
      }),
    );
    const atMostOneADay = () =>
      house.rows(`UPDATE "Shop" SET "settings" = '{"emailCaps":[{"most":1,"per":{"amount":1,"unit":"days"}}]}'`);

    test("keeps to the shop's caps", async () => {
      await atMostOneADay();
      await mail("News");
      await order();
      for (const [number, hours] of [
        ["2", 23],
        ["3", 2],
      ] as const) {
        await house.pass({ hours });
        await house.tell("orders/create", orderBody({ order: number }));
      }
      expect(await mailed()).toEqual(["send_email sent", "send_email sent", "send_email skipped frequency_cap"]);
    });

    test("of two e-mails in one moment, the cap counts the first before the second", async () => {
      await atMostOneADay();
      for (const name of ["One", "Two"]) await mail(name);
      await order();
      expect(house.letters).toHaveLength(1);
      expect(await mailed()).toEqual(["send_email sent", "send_email skipped frequency_cap"]);
    });

    test.for([
      [
        "withdrew",
        `UPDATE "Subscriber" SET "consent" = 'unsubscribed' WHERE "channel" = 'email'`,
        "send_email skipped opted_out",
      ],
      ["was erased", `UPDATE "Customer" SET "erasedAt" = now(), "email" = NULL`, "send_email skipped customer_erased"],
    ] as const)("does not go to who %s while it is decided", async ([, change, line]) => {
      await mail("News");
      const { definitions } = house.context;
      // For a decision, definitions are read after the customer, and outside any transaction.
      house.context.definitions = async (sql, ids) => {
        if (sql === house.context.db.pool) await house.rows(change);
        return definitions(sql, ids);
      };
      await order();
      expect(house.letters).toEqual([]);
      expect(await mailed()).toEqual([line]);
    });
  });

  test("tags, fields, segments, tasks and notices are written, each told of in the log", async () => {
    const [segment] = await house.rows<{ id: string }>(
      `INSERT INTO "Segment" ("id", "shopId", "name") VALUES (gen_random_uuid(), $1, 'Buyers') RETURNING "id"`,
      [shopId],
    );
    const segmentId = segment?.id ?? "";
    await house.automate(shopId, {
      ...aboutOrders,
      steps: [
        { id: "tag", type: "add_tag", config: { tags: ["buyer"] } },
        { id: "untag", type: "remove_tag", config: { tags: ["lead"] } },
        { id: "note", type: "update_field", config: { field: "note", value: "Bought {{ order.name }}" } },
        { id: "own", type: "update_field", config: { field: "last_item", value: "{{ order.first_item }}" } },
        { id: "in", type: "add_to_segment", config: { segmentId } },
        {
          id: "task",
          type: "create_task",
          config: { title: "Call {{ customer.first_name }}", dueIn: { amount: 1, unit: "days" } },
        },
        { id: "tell", type: "notify_admin", config: { title: "An order", body: "{{ order.name }}" } },
        text("say", "You bought {{ customer.fields.last_item }}"),
        { id: "outof", type: "remove_from_segment", config: { segmentId } },
      ],
    });
    await order();
    expect(house.writes.map(({ write, told }) => [write, ...told])).toEqual([
      ["addTags", ADA, ["buyer"]],
      ["removeTags", ADA, ["lead"]],
      ["updateCustomer", ADA, { note: expect.stringContaining("Bought #") }],
    ]);
    expect(house.bodies()).toEqual(["You bought Linen shirt"]);
    expect(await house.rows(`SELECT "title", "status"::text FROM "Task"`)).toEqual([
      { title: "Call Ada", status: "open" },
    ]);
    expect(await house.rows(`SELECT "title", "body" FROM "Notification"`)).toEqual([
      { title: "An order", body: expect.stringContaining("#") },
    ]);
    expect(await house.rows(`SELECT "topic" FROM "StoreEvent" WHERE "topic" LIKE 'shopbell/%' ORDER BY "id"`)).toEqual([
      { topic: "shopbell/segment_joined" },
      { topic: "shopbell/segment_left" },
    ]);
    expect(await house.log()).toEqual([
      "enter done",
      "add_tag done",
      "remove_tag done",
      "update_field done",
      "update_field done",
      "add_to_segment done",
      "create_task done",
      "notify_admin done",
      "send_sms sent",
      "remove_from_segment done",
    ]);
  });

  test("a discount code is the customer's own, and later texts may name it", async () => {
    await house.automate(shopId, {
      ...aboutOrders,
      steps: [
        {
          id: "code",
          type: "create_discount",
          config: { prefix: "THANKS", kind: "percentage", value: "10", validFor: { amount: 14, unit: "days" } },
        },
        text("say", "10% off: {{ discount.code }}"),
      ],
    });
    await order();
    const [made] = house.writes;
    const code = String((made?.told[0] as { code?: string } | undefined)?.code);
    expect(code).toMatch(/^THANKS-[A-Z2-9]{8}$/);
    expect(house.bodies()).toEqual([`10% off: ${code}`]);
  });

  const withExistingCode = {
    ...aboutOrders,
    steps: [
      { id: "code", type: "create_discount", config: { kind: "existing_code", code: "WELCOME10" } },
      text("say", "10% off: {{ discount.code }}"),
    ],
  };

  test("an existing code is looked up in the store, and none is created", async () => {
    house.adminDiscounts.set("WELCOME10", { status: "active", startsAt: "2026-01-01T00:00:00Z", endsAt: null });
    await house.automate(shopId, withExistingCode);
    await order();
    expect(house.writes).toEqual([]);
    expect(house.bodies()).toEqual(["10% off: WELCOME10"]);
  });

  test.each([
    ["that the store does not have", null, "Shopify has no discount code WELCOME10"],
    ["that has ended", { status: "expired", startsAt: "2026-01-01T00:00:00Z", endsAt: null }, "is no longer valid"],
    [
      "that has not begun",
      { status: "scheduled", startsAt: "2027-01-01T00:00:00Z", endsAt: null },
      "begins at 2027-01-01",
    ],
  ])("no text tells an existing code %s", async (_case, discount, told) => {
    if (discount) house.adminDiscounts.set("WELCOME10", discount);
    await house.automate(shopId, withExistingCode);
    await order();
    expect(house.bodies()).toEqual([]);
    expect(JSON.stringify((await explained("create_discount")).at(-1))).toContain(told);
  });

  test("a web address is called once, signed and under the step's own key; an answer that asks to wait is heeded", async () => {
    house.receiver(() =>
      house.calls.length === 1
        ? { kind: "retry", detail: "answered 503", after: 120 }
        : { kind: "done", output: { status: 200 } },
    );
    await house.automate(shopId, {
      ...aboutOrders,
      steps: [
        {
          id: "hook",
          type: "call_webhook",
          config: { url: "https://crm.example/hook", fields: { order: "{{ order.name }}" } },
          onError: { retry: 2, wait: { amount: 1, unit: "minutes" } },
        },
      ],
    });
    await order();
    expect(house.calls).toHaveLength(1);
    await house.pass({ seconds: 119 });
    expect(house.calls).toHaveLength(1);
    await house.pass({ seconds: 2 });
    expect(house.calls.map(({ url }) => url)).toEqual(["https://crm.example/hook", "https://crm.example/hook"]);
    expect(new Set(house.calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(house.calls[0]?.body).toMatchObject({
      fields: { order: expect.stringContaining("#") },
      order: { total: "86.00" },
      customer: { first_name: "Ada" },
    });
    expect(await house.log()).toEqual(["enter done", "call_webhook done"]);
  });

  test("tries that are used up fail the step; the sequence stops, or goes on where the step says so", async () => {
    house.store(() => ({ kind: "retry", detail: "throttled" }));
    const steps = (then: "stop" | "continue") => [
      {
        id: "tag",
        type: "add_tag",
        config: { tags: ["a"] },
        onError: { retry: 2, wait: { amount: 1, unit: "minutes" as const }, then },
      },
      text("next", `Next after ${then}`),
    ];
    await house.automate(shopId, { ...aboutOrders, name: "Stops", steps: steps("stop") });
    await house.automate(shopId, { ...aboutOrders, name: "Goes on", steps: steps("continue") });
    await order();
    await house.pass({ minutes: 10 });
    expect(house.writes).toHaveLength(6);
    expect(house.bodies()).toEqual(["Next after continue"]);
    expect((await ends()).map(({ status }) => status).sort()).toEqual(["completed", "failed"]);
    expect((await house.log()).filter((line) => line.startsWith("add_tag"))).toEqual([
      "add_tag failed action_error",
      "add_tag failed action_error",
    ]);
  });

  test("what is refused for good is not tried again", async () => {
    house.receiver(() => ({ kind: "refused", code: "address_not_allowed", detail: "a private network" }));
    await house.automate(shopId, {
      ...aboutOrders,
      steps: [{ id: "hook", type: "call_webhook", config: { url: "https://10.0.0.1/" }, onError: { retry: 5 } }],
    });
    await order();
    await house.pass({ hours: 2 });
    expect(house.calls).toHaveLength(1);
    expect((await explained("call_webhook")).at(-1)).toMatchObject({
      reason: "action_error",
      saw: { code: "address_not_allowed" },
    });
  });

  test("an automation starts another for the same customer, once", async () => {
    const second = await house.automate(shopId, {
      name: "Second",
      kind: "marketing",
      trigger: { type: "manual" },
      reentry: "every_time",
      steps: [{ id: "tell", type: "notify_admin", config: { title: "Started", body: "yes" } }],
    });
    await house.automate(shopId, {
      ...aboutOrders,
      name: "First",
      steps: [{ id: "go", type: "start_automation", config: { automationId: second } }],
    });
    await order();
    expect(await house.log()).toEqual(["enter done", "start_automation done", "enter done", "notify_admin done"]);
    const [inner] = await house.rows<{ hop: number; caused: boolean }>(
      `SELECT "hop", "causedBy" IS NOT NULL AS "caused" FROM "AutomationSequence" WHERE "automationId" = $1`,
      [second],
    );
    expect(inner).toEqual({ hop: 1, caused: true });
  });

  test("two automations that set each other off are stopped, and the log says why", async () => {
    house.store(async ({ told: [id, tags] }) => {
      // The store tells of it, and it is taken in, before its answer is here.
      await house.deliver("customer.tags_added", tagsBody(tags as string[], id as string));
      await ingestEvents(house.context);
      return { kind: "done" };
    });
    await house.automate(shopId, {
      name: "Ping",
      kind: "marketing",
      trigger: { type: "customer_tag_added", config: { tags: ["pong"] } },
      reentry: "every_time",
      steps: [{ id: "ping", type: "add_tag", config: { tags: ["ping"] } }],
    });
    await house.automate(shopId, {
      name: "Pong",
      kind: "marketing",
      trigger: { type: "customer_tag_added", config: { tags: ["ping"] } },
      reentry: "every_time",
      steps: [{ id: "pong", type: "add_tag", config: { tags: ["pong"] } }],
    });
    await house.tell("customer.tags_added", tagsBody(["ping"]));
    await house.work();
    const log = await house.log();
    expect(log.filter((line) => line === "enter skipped loop_stopped")).toHaveLength(1);
    expect(log.filter((line) => line === "add_tag done").length).toBeLessThan(10);
  });

  test("a customer may come in again after some days, and be in no more sequences at once than allowed", async () => {
    await house.automate(shopId, {
      ...aboutOrders,
      name: "Weekly",
      reentry: { after: { amount: 7, unit: "days" } },
      steps: [text("hi", "Hi")],
    });
    await house.automate(shopId, {
      ...aboutOrders,
      name: "One at once",
      concurrent: 1,
      steps: [wait("day", 24), text("ho", "Ho")],
    });
    await order("1");
    await order("2");
    expect(house.bodies()).toEqual(["Hi"]);
    expect((await house.log()).filter((line) => line.startsWith("enter")).sort()).toEqual([
      "enter done",
      "enter done",
      "enter skipped concurrent_limit",
      "enter skipped reentry_limit",
    ]);
    await house.pass({ days: 8 });
    await order("3", { at: house.clock.now().toString() });
    expect(house.bodies()).toEqual(["Hi", "Ho", "Hi"]);
  });

  test("a refund names the order alone: whose it is, and what it was, is known from the order", async () => {
    await house.automate(shopId, {
      name: "Refund",
      kind: "transactional",
      trigger: { type: "order_refunded" },
      reentry: "per_subject",
      steps: [text("say", "{{ customer.first_name }}, {{ refund.amount }} for {{ order.name }} is on its way back")],
    });
    await Promise.all([
      house.deliver("orders/create", orderBody({ order: "77" })),
      house.deliver("refunds/create", refundBody({ order: "77" })),
    ]);
    await house.work();
    expect(house.bodies()).toEqual(["Ada, 43.00 for #1042 is on its way back"]);
  });

  test("an event that a paused automation would have taken is told of in the log", async () => {
    const id = await house.automate(shopId, { ...aboutOrders });
    await house.rows(`UPDATE "Automation" SET "status" = 'paused' WHERE "id" = $1`, [id]);
    await order();
    expect(await house.log()).toEqual(["enter skipped automation_paused"]);
  });

  test("a web address is not called for an automation that was paused before its turn", async () => {
    const automationId = await house.automate(shopId, {
      ...aboutOrders,
      steps: [{ id: "hook", type: "call_webhook", config: { url: "https://crm.example/hook" } }],
    });
    await house.deliver("orders/create", orderBody({ order: "1" }));
    await ingestEvents(house.context);
    const { definitions } = house.context;
    let paused = false;
    house.context.definitions = async (sql, ids) => {
      if (!paused) await pauseAutomation(house.context, { shopId, automationId, actor: "test" });
      paused = true;
      return definitions(sql, ids);
    };
    await house.work();
    expect(house.calls).toEqual([]);
    await resumeAutomation(house.context, { shopId, automationId, actor: "test" });
    await house.work();
    expect(house.calls).toHaveLength(1);
  });

  test("what was done outside is told of, also when the sequence was ended meanwhile", async () => {
    house.receiver(async () => {
      await house.rows(
        `UPDATE "ScheduledAutomation" SET "status" = 'cancelled', "cancelledAt" = now(), "leaseUntil" = NULL`,
      );
      await house.rows(`UPDATE "AutomationSequence" SET "status" = 'cancelled', "completedAt" = now()`);
      return { kind: "done", output: { status: 200 } };
    });
    await house.automate(shopId, {
      ...aboutOrders,
      steps: [{ id: "hook", type: "call_webhook", config: { url: "https://crm.example/hook" } }, text("next", "Next")],
    });
    await order();
    expect(await house.log()).toEqual(["enter done", "call_webhook done"]);
    expect(house.bodies()).toEqual([]);
  });

  test("two marketing texts to one number in one moment: the cap counts the first before the second", async () => {
    house.adminKnows(ADA, { smsConsent: "subscribed", consentUpdatedAt: "2026-01-01T00:00:00Z", phone: ADAS_PHONE });
    await house.rows(`UPDATE "Shop" SET "settings" = '{"caps":[{"most":1,"per":{"amount":1,"unit":"days"}}]}'`);
    for (const name of ["One", "Two"])
      await house.automate(shopId, {
        name,
        kind: "marketing",
        trigger: { type: "order_created" },
        reentry: "per_subject",
        steps: [text("say", `Juniper: ${name}. Reply STOP to opt out`)],
      });
    house.phoneCompany(accepted);
    await order();
    expect(house.texts).toHaveLength(1);
    expect((await house.log()).filter((line) => line.startsWith("send_sms")).sort()).toEqual([
      "send_sms sent",
      "send_sms skipped frequency_cap",
    ]);
  });

  test("a marketing text that could not be paid stands in the way of no other in its moment", async () => {
    house.adminKnows(ADA, { smsConsent: "subscribed", consentUpdatedAt: "2026-01-01T00:00:00Z", phone: ADAS_PHONE });
    await house.rows(`UPDATE "Shop" SET "settings" = '{"caps":[{"most":1,"per":{"amount":1,"unit":"days"}}]}'`);
    await adjustCredits(house.context, { shopId, credits: -99, note: "", actor: "test" });
    const wordy = `Juniper: ${"news ".repeat(60)}. Reply STOP to opt out`;
    for (const body of [wordy, "Juniper: New in. Reply STOP to opt out"])
      await house.automate(shopId, {
        name: body.slice(0, 20),
        kind: "marketing",
        trigger: { type: "order_created" },
        reentry: "per_subject",
        steps: [text("say", body)],
      });
    await order();
    expect((await house.log()).filter((line) => line.startsWith("send_sms")).sort()).toEqual([
      "send_sms sent",
      "send_sms skipped insufficient_credits",
    ]);
    expect(house.bodies()).toEqual(["Juniper: New in. Reply STOP to opt out"]);
  });

  test(
    "of marketing texts put off to one moment, whoever entered first gets the one that the cap " +
      "allows, however the rows lie",
    async () => {
      house.adminKnows(ADA, { smsConsent: "subscribed", consentUpdatedAt: "2026-01-01T00:00:00Z", phone: ADAS_PHONE });
      await house.rows(`UPDATE "Shop" SET "settings" = '{"caps":[{"most":1,"per":{"amount":1,"unit":"days"}}]}'`);
      await house.automate(shopId, {
        kind: "marketing",
        trigger: { type: "order_created" },
        reentry: "every_time",
        steps: [text("say", "New in")],
      });
      await house.pass({ hours: 13 });
      for (const id of ["1", "2", "3"]) {
        await order(id);
        await house.pass({ minutes: 1 });
      }
      for (const place of [2, 1, 0])
        await house.rows(
          `
          UPDATE "ScheduledAutomation" SET "jobId" = NULL WHERE "sequenceId" = (SELECT "id" FROM "AutomationSequence"
            ORDER BY "startedAt" OFFSET $1 LIMIT 1)`,
          [place],
        );
      await house.pass({ hours: 12 });
      const wrote = await house.rows<{ subject: string }>(
        `SELECT q."subject" FROM "Message" m JOIN "AutomationSequence" q ON q."id" = m."sequenceId"`,
      );
      expect(wrote).toEqual([{ subject: "order:1" }]);
    },
  );

  test("the first marketing text to a number says who writes and how to stop, and later ones need not", async () => {
    house.adminKnows(ADA, { smsConsent: "subscribed", consentUpdatedAt: "2026-01-01T00:00:00Z", phone: ADAS_PHONE });
    await house.automate(shopId, {
      kind: "marketing",
      trigger: { type: "order_created" },
      reentry: "per_subject",
      steps: [text("one", "New in"), wait("hours", 1), text("two", "More new")],
    });
    await order();
    await house.pass({ hours: 1 });
    expect(house.bodies()).toEqual(["Juniper: New in. Reply STOP to opt out", "More new"]);
  });
});
