import { afterEach, beforeEach, expect, test } from "vitest";
import { readSettings, type ShopSettings } from "#core/team/settings.ts";
import { actionsOf, auditActions, auditAreas, routineActions, type AuditAction } from "#core/team/audit-actions.ts";
import { changeTasks } from "#services/team/change-tasks.server.ts";
import { suppressCustomer } from "#services/consent/suppress.server.ts";
import { saveDraft } from "#services/automations/draft-automation.server.ts";
import { changeConversation } from "#services/inbox/change-conversation.server.ts";
import { changeRole } from "#services/team/manage-staff.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { readHistory } from "#services/team/read-history.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { retryFailed } from "#services/sending/retry-failed.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { pauseAutomation } from "#services/automations/change-automation-status.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { saveStaff } from "#shell/repositories/team/staff.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADA, ADAS_PHONE, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

describeOnDatabases("the history of changes", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([], { credits: 0 });
    const now = house.clock.now();
    await saveStaff(database().pool, shopId, {
      id: house.context.newId(now),
      userId: "1",
      name: "Rosa Diaz",
      email: null,
      role: "owner",
      lastSeenAt: now,
    });
  });
  afterEach(() => house.close());
  const shop = () => ensureShop(house.context, SHOP);
  const history = async (filter = {}, place = {}) => readHistory(house.context, await shop(), filter, place);
  const audit = (
    action: string,
    more: Partial<{
      actor: string;
      target: string;
      before: Record<string, unknown>;
      after: Record<string, unknown>;
    }> = {},
  ) => {
    const now = house.clock.now();
    return recordAudit(database().pool, [
      {
        id: house.context.newId(now),
        shopId,
        actor: "shopbell",
        action: action as AuditAction,
        target: `shop:${shopId}`,
        before: null,
        after: null,
        createdAt: now,
        ...more,
      },
    ]);
  };

  test("everything that can be done has a sentence, also where all that it names is gone", async () => {
    for (const action of Object.keys(auditActions))
      await audit(action, {
        target: `automation:${house.context.newId(house.clock.now())}`,
        after: { dueAt: "2026-03-02T15:00:00Z" },
      });
    const rows: { what: string }[] = [];
    for (let page = await history({ everything: true }); ;) {
      rows.push(...page.rows);
      if (!page.older) break;
      page = await history({ everything: true }, { older: page.older });
    }
    expect(rows).toHaveLength(Object.keys(auditActions).length);
    for (const { what } of rows) expect(what).toMatch(/^[A-Z][^_]{6,}$/);
    expect(auditAreas.flatMap(actionsOf).toSorted()).toEqual(Object.keys(auditActions).toSorted());
  });

  test("what another release did is told as well as can be", async () => {
    await audit("coupons.given_away");
    expect((await history()).rows[0]?.what).toBe("Coupons given away");
  });

  test("says who by name, what in plain words, and what it was before", async () => {
    const id = await house.automate(shopId, {
      name: "Thank you",
      kind: "transactional",
      steps: [{ id: "t", type: "send_sms", config: { body: "Thanks!" } }],
    });
    await pauseAutomation(house.context, { shopId, automationId: id, actor: "staff:1" });
    const [line] = (await history()).rows;
    expect(line).toMatchObject({
      who: "Rosa Diaz",
      what: "Turned off “Thank you”",
      url: `/app/automations/${id}`,
      fields: [{ name: "Status", before: "On", after: "Off" }],
      at: { shown: "Today at 10:00 am" },
    });
  });

  test("a draft's change is told line by line", async () => {
    const id = await house.automate(shopId, {
      name: "Thank you",
      kind: "transactional",
      steps: [{ id: "t", type: "send_sms", config: { body: "Thanks!" } }],
    });
    const [row] = await house.rows<{ draft: { steps: { config: { body: string } }[] } }>(
      `SELECT "draft" FROM "Automation" WHERE "id" = $1`,
      [id],
    );
    const draft = structuredClone(row?.draft);
    if (draft?.steps[0]) draft.steps[0].config.body = "Many thanks!";
    await saveDraft(house.context, { shopId, automationId: id, actor: "staff:1", document: draft });
    const [line] = (await history()).rows;
    expect(line?.what).toBe("Changed the draft of “Thank you”");
    expect(line?.lines.join("\n")).toMatch(/"Thanks!" → "Many thanks!"/);
    expect(line?.fields).toEqual([]);
  });

  test("a step that was tried again leads to its entry, a task is named", async () => {
    house.phoneCompany(() => ({ kind: "refused", code: "30034", detail: "no" }));
    await house.automate(shopId, {
      name: "Thank you",
      kind: "transactional",
      steps: [
        { id: "t", type: "create_task", config: { title: "Call" } },
        { id: "hook", type: "call_webhook", config: { url: "https://crm.example/" } },
      ],
    });
    house.receiver(() => ({ kind: "refused", code: "http_404", detail: "not there" }));
    await house.tell("orders/create", orderBody());
    const [step] = await house.rows<{ id: string }>(`SELECT "id" FROM "ScheduledAutomation" WHERE "status" = 'failed'`);
    await retryFailed(house.context, step?.id ?? "", "operator");
    await house.work();
    const [task] = await house.rows<{ id: string }>(`SELECT "id" FROM "Task"`);
    await changeTasks(house.context, { shopId, actor: "staff:1", changes: [{ id: task?.id ?? "", status: "done" }] });
    const [log] = await house.rows<{ id: string }>(
      `SELECT "id" FROM "AutomationLog" WHERE "scheduledAutomationId" = $1`,
      [step?.id],
    );
    const told = Object.fromEntries((await history()).rows.map(({ what, who, url }) => [what, { who, url }]));
    expect(told["Tried a failed step of “Thank you” again for Ada Moreno"]).toEqual({
      who: "The operator",
      url: `/app/activity/${log?.id}`,
    });
    expect(told["Completed the task “Call”"]).toEqual({ who: "Rosa Diaz", url: `/app/tasks/${task?.id}` });
  });

  test("settings are told by name and in words, each that there is", async () => {
    const changed: ShopSettings = {
      ...readSettings(null),
      senderName: "Juniper & Co",
      testPhone: "+12125550123",
      disclosure: { text: "I agree", version: "2026-03-02" },
      doubleOptIn: true,
      addToShopify: false,
      textToJoin: { keywords: ["JOIN"], wording: "Text JOIN to get offers", confirmed: true, version: "2026-03-02" },
      quietHours: { opens: 10, closes: 24 },
      transactionalAtNight: false,
      caps: [
        { most: 1, per: { amount: 1, unit: "days" } },
        { most: 4, per: { amount: 7, unit: "days" } },
      ],
      emailCaps: [],
      newNumbers: { perBlock: 50, perCountry: 400 },
      teamEmail: "team@example.com",
      quickReplies: [{ title: "Hours", body: "We open at nine." }],
      snippets: [{ title: "Visit us", body: "Come by!" }],
      trackLinks: false,
      utmParameters: false,
      plainValues: false,
      textLanguage: "de",
      attributionDays: 1,
      attributionHours: 1,
      retentionDays: 400,
      textRetentionDays: 500,
      accessRetentionDays: 100,
      autoTopUp: { below: 100, packKey: "credits-500", mostPerMonth: 50 },
      lowBalanceAt: 20,
      holdTransactionalUntilToppedUp: true,
      holdTransactionalUntilApproved: true,
      spendCapPerDay: 100,
      spendCapPerMonth: 2000,
      checkLineType: true,
      staffRole: "support",
      flowTriggers: true,
      holdoutPercent: 5,
      browsing: true,
      setupGuideHidden: true,
    };
    await saveSettings(house.context, {
      shopId,
      actor: "staff:1",
      changes: { senderName: changed.senderName, quietHours: changed.quietHours },
    });
    expect((await history()).rows[0]).toMatchObject({
      what: "Changed the settings: your name in texts, quiet hours",
      fields: [
        { before: null, after: "Juniper & Co" },
        { before: null, after: "10 am to midnight" },
      ],
    });
    house.clock.moveTo(house.clock.now().add({ seconds: 1 }));
    await audit("settings.changed", { before: readSettings(null), after: changed });
    const [line] = (await history()).rows;
    expect(line?.what).toBe(`Changed the settings: ${Object.keys(changed).length} fields`);
    expect(line?.fields.map(({ before, after }) => [before, after])).toEqual([
      [null, "Juniper & Co"],
      [null, "+12125550123"],
      [null, "I agree"],
      ["no", "yes"],
      ["yes", "no"],
      [null, "JOIN: Text JOIN to get offers"],
      [null, "10 am to midnight"],
      ["yes", "no"],
      ["3 per 1 day, 10 per 7 days", "1 per 1 day, 4 per 7 days"],
      ["2 per 1 day", "No cap: a customer may get any number of messages."],
      [
        "100 that differ in their last four digits, 1000 of one other country",
        "50 that differ in their last four digits, 400 of one other country",
      ],
      [null, "team@example.com"],
      ["“Thank you”, “Which order?”, “A return”", "“Hours”"],
      [null, "“Visit us”"],
      ["yes", "no"],
      ["yes", "no"],
      ["yes", "no"],
      ["English", "German"],
      ["5 days", "1 day"],
      ["24 hours", "1 hour"],
      ["365 days", "400 days"],
      [null, "500 days"],
      ["365 days", "100 days"],
      ["50", "20"],
      [null, "500 text credits under 100, at most $50 a month"],
      ["no", "yes"],
      ["no", "yes"],
      [null, "100"],
      [null, "2000"],
      ["no", "yes"],
      ["no", "yes"],
      ["0%", "5%"],
      ["no", "yes"],
      ["no", "yes"],
      ["Viewer", "Support"],
    ]);
  });

  test("a setting that another release wrote in another way is left out rather than shown as it is stored", async () => {
    await audit("settings.changed", {
      before: { caps: "many" },
      after: { caps: [{ most: 2, per: { amount: 1, unit: "days" } }], coupons: { a: 1 } },
    });
    expect((await history()).rows[0]?.fields).toEqual([
      { name: "Frequency caps for texts", before: null, after: "2 per 1 day" },
    ]);
  });

  test("names the colleague whose role it is, and the customer whose texts were stopped, and leads to them", async () => {
    const now = house.clock.now();
    await saveStaff(database().pool, shopId, {
      id: house.context.newId(now),
      userId: "2",
      name: "Sam Osei",
      email: null,
      role: "manager",
      lastSeenAt: now,
    });
    await changeRole(house.context, { shopId, actor: "staff:1", userId: "2", role: "support" });
    await house.tell("customers_marketing_consent/update", consentBody());
    house.adminKnows(ADA, { firstName: "Ada", lastName: "Moreno", phone: ADAS_PHONE });
    const [customer] = await house.rows<{ id: string }>(
      `UPDATE "Customer" SET "firstName" = 'Ada', "lastName" = 'Moreno' RETURNING "id"`,
    );
    await suppressCustomer(house.context, {
      shopId,
      actor: "staff:1",
      customerId: customer?.id ?? "",
      reason: "asked by phone",
    });
    await receiveMessage(house.context, {
      providerId: "SM-1",
      from: ADAS_PHONE,
      to: "+15005550006",
      body: "When does it ship?",
      answeredByProvider: false,
    });
    const [talk] = await house.rows<{ id: string }>(`SELECT "id" FROM "Conversation"`);
    await changeConversation(house.context, {
      shopId,
      actor: "staff:1",
      conversationId: talk?.id ?? "",
      change: "read",
    });
    const told = (await history({ actor: "staff:1", everything: true })).rows.map(({ what, url }) => `${what} ${url}`);
    expect(told.toSorted()).toEqual([
      "Changed the role of Sam Osei to Support null",
      `Marked the conversation with Ada Moreno as read /app/inbox/${talk?.id}`,
      `Stopped all texts to Ada Moreno /app/customers/${customer?.id}`,
    ]);
  });

  test("is narrowed down by who and by what, and paged without leaving one out", async () => {
    for (let n = 0; n < 120; n++)
      await audit(n % 2 ? "credits.grant" : "event_token.made", { actor: n % 3 ? "operator" : "staff:1" });
    const { rows, older, actors } = await history({ actor: "operator", area: "credits" });
    expect(rows).toHaveLength(40);
    expect(new Set(rows.map(({ who, what }) => `${who}: ${what}`))).toEqual(
      new Set(["The operator: Granted 0 credits"]),
    );
    expect(older).toBeNull();
    expect(actors).toEqual([
      { actor: "staff:1", name: "Rosa Diaz" },
      { actor: "operator", name: "The operator" },
    ]);
    const first = await history();
    const second = await history({}, { older: first.older });
    const third = await history({}, { older: second.older });
    expect(new Set([...first.rows, ...second.rows, ...third.rows].map(({ id }) => id)).size).toBe(120);
    expect((await history({}, { newer: second.newer })).rows.map(({ id }) => id)).toEqual(
      first.rows.map(({ id }) => id),
    );
  });

  test("routine changes are hidden until everything is asked for, a refused write-back never", async () => {
    for (const action of routineActions) await audit(action);
    await audit("consent.written_back", { after: { refused: "no such customer" } });
    await audit("event_token.made");
    expect((await history()).rows.map(({ what }) => what).toSorted()).toEqual([
      "Created a token for the store's own systems",
      "Wrote a customer's consent back to Shopify; Shopify refused it",
    ]);
    expect((await history({ everything: true })).rows).toHaveLength(routineActions.length + 2);
    expect((await history({ area: "credits" })).rows).toEqual([]);
  });

  test("a shop's history is its own", async () => {
    await audit("event_token.made");
    await house.open([], { domain: "other.myshopify.com", credits: 0 });
    expect(
      (await readHistory(house.context, await ensureShop(house.context, "other.myshopify.com"), {}, {})).rows,
    ).toEqual([]);
  });
});
