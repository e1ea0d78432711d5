import type { DefinitionDocument } from "#core/automations/definition.ts";
import { duplicateAutomation } from "#services/automations/draft-automation.server.ts";
import { createEventToken } from "#services/intake/event-token.server.ts";
import { requestBacktest } from "#services/simulation/request-backtest.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { createCampaign } from "#services/campaigns/draft-campaign.server.ts";
import { saveView } from "#services/activity/change-saved-views.server.ts";
import { checkoutBody, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { planDocument } from "../../core/campaigns/plan-of.ts";
import { changeMembers } from "#services/segments/change-members.server.ts";
import { createSegment } from "#services/segments/write-segments.server.ts";
import { planCheck, workHere } from "#services/customers/change-contact-import.server.ts";
import { beginUpload, takePart } from "#services/customers/upload-contacts.server.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";
import { accepted, type House } from "#tests/services/test-app.ts";

/** A shop with one of everything that a page can name, and the names. */
export interface Furnished {
  shopId: string;
  domain: string;
  /** On, with two versions and somebody inside. */
  automation: string;
  /** On, and started by hand. */
  manual: string;
  /** Never published, and ready to be. */
  draft: string;
  sequence: string;
  /** Waits to be sent. */
  step: string;
  failedStep: string;
  task: string;
  /** Filled by hand, with the customer in it. */
  segment: string;
  notice: string;
  customer: string;
  conversation: string;
  /** A reply that may have meant stop. */
  held: string;
  /** A reply with a picture. */
  pictured: string;
  view: string;
  /** A list of contacts that was checked. */
  contactImport: string;
  /** A draft of a campaign. */
  campaign: string;
  /** Of the list of automations. */
  listView: string;
  /** A backtest that has not begun. */
  run: string;
  log: string;
  /** Shopify's number of somebody of the staff. */
  colleague: string;
  /** Shopify's number of somebody of the staff who may reply and do tasks. */
  helper: string;
}

const chores = {
  name: "Call first buyers",
  kind: "transactional",
  reentry: "every_time",
  steps: [
    { id: "call", type: "create_task", config: { title: "Call {{ customer.first_name }}" } },
    { id: "tell", type: "notify_admin", config: { title: "An order came in", body: "Look at it." } },
    { id: "thank", type: "send_sms", config: { body: "Thank you" } },
  ],
} satisfies Partial<DefinitionDocument>;

const byHand = {
  name: "Thanks by hand",
  kind: "marketing",
  trigger: { type: "manual" },
  reentry: "every_time",
  steps: [{ id: "tell", type: "notify_admin", config: { title: "Started", body: "By hand." } }],
} satisfies Partial<DefinitionDocument>;

/** How a list with a number and a date is read. */
export const READING = {
  columns: { phone: 0, consentAt: 1 },
  country: "US",
  dateOrder: "month_first",
  source: "Our checkout",
  words: null,
};

interface Address {
  domain: string;
  /** Of the one customer, who is the shop's alone. */
  id: string;
  phone: string;
  colleague: string;
}

export async function furnish(house: House, { domain, id, phone, colleague }: Address): Promise<Furnished> {
  const shopId = await house.open(["abandoned-cart"], { domain });
  const by = { shopId, actor: "test" };
  house.adminKnows(id, { firstName: "Ada", lastName: "Moreno", phone, countryCode: "US", provinceCode: "NY" });
  await house.tell("customers_marketing_consent/update", consentBody({ id, phone }), { domain });
  await house.automate(shopId, chores);
  await house.automate(shopId, byHand);
  house.phoneCompany(() => ({ kind: "refused", code: "30034", detail: "the sender is not registered" }));
  await house.tell("orders/create", orderBody({ id, phone, order: `5${id}`, token: `o-${id}` }), { domain });
  house.phoneCompany(accepted);
  await house.tell("checkouts/update", checkoutBody({ id, phone, token: `c-${id}` }), { domain });
  await receiveMessage(house.context, {
    providerId: `SM-${id}`,
    from: phone,
    to: "+15005550006",
    body: "don't stop texting me",
    answeredByProvider: false,
  });
  const url = `https://api.twilio.com/2010-04-01/Accounts/AC${"1".repeat(32)}/Messages/MM${"a".repeat(32)}/Media/ME${"b".repeat(32)}?${id}`;
  house.media.set(url, { kind: "media", contentType: "image/png", bytes: Buffer.from(`picture of Moreno ${id}`) });
  await receiveMessage(house.context, {
    providerId: `SM-picture-${id}`,
    from: phone,
    to: "+15005550006",
    body: "Loved “an image”",
    media: [{ url, contentType: "image/png" }],
    answeredByProvider: false,
  });
  const one = async (sql: string): Promise<string> => {
    const [row] = await house.rows<{ id: string }>(sql, [shopId]);
    if (!row) throw new Error(`not furnished with: ${sql}`);
    return row.id;
  };
  const automation = await one(`SELECT "id" FROM "Automation" WHERE "shopId" = $1 AND "libraryKey" = 'abandoned-cart'`);
  const copy = await duplicateAutomation(house.context, { ...by, automationId: automation });
  const view = await saveView(house.context, { ...by, page: "activity" }, { name: "Failed", query: "view=failed" });
  const listView = await saveView(
    house.context,
    { ...by, page: "automations" },
    { name: "Quiet ones", query: "view=off" },
  );
  const run = await requestBacktest(house.context, { ...by, automationId: automation, days: 30, draft: false });
  if (!copy.ok || !view.ok || !listView.ok || !run.ok) throw new Error("the shop could not be furnished");
  const campaign = await createCampaign(
    house.context,
    { id: shopId },
    { ...by, plan: planDocument(), includes: [], excludes: [] },
  );
  if (!campaign.ok) throw new Error(campaign.message);
  const csv = Buffer.from("Phone,Consent date\n+13105550199,2025-01-01\n");
  const list = await beginUpload(house.context, { ...by, fileName: "list.csv", fileBytes: csv.length });
  if (!list.ok) throw new Error(list.message);
  const imported = { ...by, importId: list.importId };
  await takePart(house.context, { shopId, importId: list.importId, position: 0, bytes: csv });
  await planCheck(house.context, imported, READING);
  const [shop] = await findShops(house.context.db.pool, [shopId]);
  if (shop) await workHere(house.context, shop, list.importId);
  await createEventToken(house.context, by);
  const helper = `${colleague}1`;
  await house.rows(
    `
      INSERT INTO "Staff" ("id", "shopId", "userId", "name", "role", "firstSeenAt", "lastSeenAt")
        VALUES (gen_random_uuid(), $1, $2, 'Kim Park', 'viewer', $3, $3), (gen_random_uuid(), $1,
          $4, 'Ben Ode', 'support', $3, $3)`,
    [shopId, colleague, house.clock.now(), helper],
  );
  const segment = await createSegment(house.context, by, { kind: "static", name: "Regulars" });
  if (!segment.ok) throw new Error(segment.message);
  const customer = await one(`SELECT "id" FROM "Customer" WHERE "shopId" = $1`);
  await changeMembers(house.context, { ...by, segmentId: segment.id, change: "add", customerIds: [customer] });
  return {
    shopId,
    domain,
    helper,
    segment: segment.id,
    automation,
    manual: await one(`SELECT "id" FROM "Automation" WHERE "shopId" = $1 AND "trigger" = 'manual' AND NOT "internal"`),
    draft: copy.automationId,
    sequence: await one(`SELECT "id" FROM "AutomationSequence" WHERE "shopId" = $1 AND "status" = 'active'`),
    step: await one(`SELECT "id" FROM "ScheduledAutomation" WHERE "shopId" = $1 AND "status" = 'scheduled'`),
    failedStep: await one(`SELECT "id" FROM "ScheduledAutomation" WHERE "shopId" = $1 AND "status" = 'failed'`),
    task: await one(`SELECT "id" FROM "Task" WHERE "shopId" = $1`),
    notice: await one(`SELECT "id" FROM "Notification" WHERE "shopId" = $1 AND "readAt" IS NULL`),
    customer,
    conversation: await one(`SELECT "id" FROM "Conversation" WHERE "shopId" = $1`),
    held: await one(
      `SELECT "heldByMessageId" AS "id" FROM "Subscriber" WHERE "shopId" = $1 AND "heldByMessageId" IS NOT NULL`,
    ),
    pictured: await one(`SELECT "messageId" AS "id" FROM "MessageMedia" WHERE "shopId" = $1`),
    contactImport: list.importId,
    campaign: campaign.campaignId,
    view: view.id,
    listView: listView.id,
    run: run.runId,
    log: await one(`SELECT "id" FROM "AutomationLog" WHERE "shopId" = $1 LIMIT 1`),
    colleague,
  };
}
