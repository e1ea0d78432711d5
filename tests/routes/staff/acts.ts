import type { Permission } from "#core/team/permissions.ts";
import { query } from "#shell/db/sql.server.ts";
import { archiveAutomation } from "#services/automations/archive-automation.server.ts";
import { cancelBackgroundJob } from "#services/operations/start-background-job.server.ts";
import { suppressCustomer } from "#services/consent/suppress.server.ts";
import { changeMembers } from "#services/segments/change-members.server.ts";
import { pauseAutomation } from "#services/automations/change-automation-status.server.ts";
import { saveTopUpRule } from "#services/credits/auto-top-up.server.ts";
import { pauseSequence } from "#services/automations/change-sequence-status.server.ts";
import { insertDataRequest } from "#shell/repositories/consent/data-requests.server.ts";
import { insertSender } from "#shell/repositories/senders/senders.server.ts";
import { planDocument } from "../../core/campaigns/plan-of.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { FORM } from "#tests/services/senders/registration-form.ts";
import type { House } from "#tests/services/test-app.ts";
import { READING, type Furnished } from "./furnished.ts";

/** Something that a member of the staff does at a page. */
export interface Act {
  /** The route's file, without its ending. */
  route: string;
  needs: Permission;
  params?: (shop: Furnished) => Record<string, string>;
  /** What is posted: as JSON, or as a form where it is said. */
  posts?: (shop: Furnished) => object;
  asForm?: true;
  /** What must have been done before. */
  after?: (house: House, shop: Furnished) => Promise<unknown>;
  /** Why the audit trail says nothing of it. */
  untold?: string;
  /** Why nothing of what was before is other than after. */
  alike?: string;
}

const key = "0197c0de-0000-7000-8000-00000000000a";
const sender = "0197c0de-0000-7000-8000-00000000000b";
/** A toll-free number that is not registered yet. */
const unregistered: Act["after"] = ({ context }, { shopId }) =>
  insertSender(context.db.pool, {
    id: sender,
    shopId,
    kind: "toll_free",
    country: "US",
    broughtNumber: null,
    approvedBefore: false,
    registration: {},
    perSecond: 3,
    nextLookAt: null,
    createdAt: context.clock.now(),
  });
const asked = "0197c0de-0000-7000-8000-00000000000c";
const dataRequest: Act["after"] = ({ context }, { shopId, customer }) =>
  insertDataRequest(context.db.pool, {
    id: asked,
    shopId,
    storeEventId: asked,
    customerId: customer,
    customerShopifyId: null,
    requestedAt: context.clock.now(),
    dueAt: context.clock.now(),
  });
const by = ({ shopId }: Furnished) => ({ shopId, actor: "test" });
const ofAutomation = ({ automation }: Furnished) => ({ id: automation });
const ofDraft = ({ draft }: Furnished) => ({ id: draft });
const many = (deed: string, needs: Permission, after?: Act["after"]): Act => ({
  route: "app.many-automations.$deed",
  needs,
  params: () => ({ deed }),
  posts: ({ automation }) => ({ automationIds: [automation] }),
  ...(after && { after }),
});
const ofCampaign = ({ campaign }: Furnished) => ({ id: campaign });
const campaignAct = (intent: string, status: string): Act => ({
  route: "app.campaigns.$id._index",
  needs: "automations.publish",
  params: ofCampaign,
  posts: () => ({ intent }),
  after: (house, { campaign }) =>
    house.rows(`UPDATE "Campaign" SET "status" = $2::"CampaignStatus" WHERE "id" = $1`, [campaign, status]),
});
const ofImport = ({ contactImport }: Furnished) => ({ id: contactImport });
const importIs =
  (status: string): Act["after"] =>
  (house, { contactImport }) =>
    house.rows(
      `UPDATE "ContactImport" SET "status" = $2::"ContactImportStatus",
        "plan" = '{"statement": "They agreed at our checkout.", "segmentId": null, "startsAutomations": false}' WHERE "id" = $1`,
      [contactImport, status],
    );
const ofSegment = ({ segment }: Furnished) => ({ id: segment });
const vips = { field: "customer.tags", op: "has_any", value: ["vip"] };
const off: Act["after"] = (house, shop) =>
  pauseAutomation(house.context, { ...by(shop), automationId: shop.automation });

/**
 * Everything that anybody of the staff can do, at least once for each intent of each route: the table that a new
 * route must join.
 */
export const acts: readonly Act[] = [
  { route: "app._index", needs: "settings.change", posts: () => ({ keep: "sender" }) },
  {
    route: "app.settings.browsing",
    needs: "settings.change",
    posts: () => ({ browsing: false }),
    after: ({ context }, shop) => saveSettings(context, { ...by(shop), changes: { browsing: true } }),
  },
  { route: "app._index", needs: "settings.change", posts: () => ({ hideGuide: true }) },
  {
    route: "app.activity.export",
    needs: "data.export",
    posts: () => ({ query: "" }),
    untold: "it only makes an address; who downloads there is written down",
  },
  {
    route: "app.archive",
    needs: "data.archive",
    untold: "it only makes an address; who downloads there is written down",
  },
  {
    route: "app.contacts._index",
    needs: "contacts.import",
    posts: () => ({ fileName: "more.csv", fileBytes: 100 }),
  },
  {
    route: "app.contacts.$id_.parts.$position",
    needs: "contacts.import",
    params: (shop) => ({ ...ofImport(shop), position: "0" }),
    posts: () => ({ Phone: "+13105550100" }),
    after: importIs("uploading"),
    untold: "the upload was told when it began",
  },
  {
    route: "app.contacts.$id",
    needs: "contacts.import",
    params: ofImport,
    posts: () => ({ intent: "check", plan: READING }),
  },
  {
    route: "app.contacts.$id",
    needs: "contacts.import",
    params: ofImport,
    posts: () => ({
      intent: "import",
      plan: { statement: "They agreed at our checkout.", segmentId: null, startsAutomations: false },
    }),
  },
  {
    route: "app.contacts.$id",
    needs: "contacts.import",
    params: ofImport,
    posts: () => ({ intent: "undo" }),
    after: importIs("imported"),
  },
  {
    route: "app.contacts.$id",
    needs: "contacts.import",
    params: ofImport,
    posts: () => ({ intent: "resume" }),
    after: importIs("importing"),
  },
  {
    route: "app.contacts.$id",
    needs: "contacts.import",
    params: ofImport,
    posts: () => ({ intent: "rows" }),
    untold: "it only makes an address; who downloads there is written down",
  },
  {
    route: "app.contacts.$id",
    needs: "contacts.import",
    params: ofImport,
    posts: () => ({ intent: "discard" }),
  },
  {
    route: "app.credits.export",
    needs: "data.export",
    posts: () => ({ when: "last_30_days" }),
    untold: "it only makes an address; who downloads there is written down",
  },
  {
    route: "app.activity.views",
    needs: "sequences.steer",
    posts: () => ({ intent: "save", name: "Skipped", query: "view=skipped" }),
  },
  {
    route: "app.activity.views",
    needs: "sequences.steer",
    posts: ({ view }) => ({ intent: "rename", id: view, name: "Trouble" }),
  },
  { route: "app.activity.views", needs: "sequences.steer", posts: ({ view }) => ({ intent: "delete", id: view }) },
  { route: "app.automations.$id.archive", needs: "automations.publish", params: ofAutomation },
  {
    route: "app.automations.$id.backtest",
    needs: "automations.edit",
    params: ofDraft,
    posts: () => ({ intent: "start", days: 30, draft: true }),
    after: (house, shop) => cancelBackgroundJob(house.context, { ...by(shop), runId: shop.run }),
  },
  {
    route: "app.automations.$id.backtest",
    needs: "automations.edit",
    params: ofAutomation,
    posts: ({ run }) => ({ intent: "cancel", runId: run }),
  },
  { route: "app.automations.$id.delete", needs: "automations.edit", params: ofDraft },
  { route: "app.automations.$id.duplicate", needs: "automations.edit", params: ofAutomation },
  {
    route: "app.automations.$id.file",
    needs: "automations.edit",
    params: ofDraft,
    posts: () => ({ text: JSON.stringify(written) }),
  },
  {
    route: "app.automations.$id.publish",
    needs: "automations.publish",
    params: ofDraft,
    posts: () => ({ inside: "finish", turnOn: true }),
  },
  {
    route: "app.automations.$id.test",
    needs: "automations.edit",
    params: ofAutomation,
    posts: () => ({ key, phone: "+12125550199" }),
  },
  {
    route: "app.automations.$id.versions",
    needs: "automations.edit",
    params: ofAutomation,
    posts: () => ({ version: 1 }),
    after: (house, { automation }) =>
      house.rows(`UPDATE "Automation" SET "draft" = $2 WHERE "id" = $1`, [automation, written]),
  },
  {
    route: "app.automations.$id_.edit",
    needs: "automations.edit",
    params: ofDraft,
    posts: () => ({ document: written, basedOn: null }),
  },
  { route: "app.automations.library.$key", needs: "automations.edit", params: () => ({ key: "birthday" }) },
  { route: "app.automations.new", needs: "automations.edit", posts: () => ({ trigger: "order_created" }) },
  { route: "app.automations.new", needs: "automations.edit", posts: () => ({ text: JSON.stringify(written) }) },
  {
    route: "app.automations.switch",
    needs: "automations.publish",
    asForm: true,
    posts: () => ({ intent: "take", libraryKey: "order-confirmation" }),
  },
  {
    route: "app.automations.switch",
    needs: "automations.publish",
    asForm: true,
    posts: ({ automation }) => ({ intent: "pause", automationId: automation }),
  },
  {
    route: "app.automations.switch",
    needs: "automations.publish",
    asForm: true,
    posts: ({ automation }) => ({ intent: "resume", automationId: automation }),
    after: off,
  },
  {
    route: "app.automations.$id.unarchive",
    needs: "automations.publish",
    params: ofAutomation,
    after: (house, shop) => archiveAutomation(house.context, { ...by(shop), automationId: shop.automation }),
  },
  {
    route: "app.automations.tags",
    needs: "automations.edit",
    posts: ({ automation }) => ({ automationIds: [automation], add: ["Summer"], remove: [] }),
  },
  {
    route: "app.automations.views",
    needs: "automations.edit",
    posts: () => ({ intent: "save", name: "Drafts of mine", query: "view=drafts" }),
  },
  {
    route: "app.automations.views",
    needs: "automations.edit",
    posts: ({ listView }) => ({ intent: "rename", id: listView, name: "Off" }),
  },
  {
    route: "app.automations.views",
    needs: "automations.edit",
    posts: ({ listView }) => ({ intent: "delete", id: listView }),
  },
  { route: "app.credits.buy", needs: "credits.buy", posts: () => ({ packKey: "credits-500" }) },
  {
    route: "app.credits.top-up",
    needs: "credits.buy",
    posts: () => ({ intent: "save", below: 100, packKey: "credits-500", mostPerMonth: 50 }),
  },
  {
    route: "app.credits.top-up",
    needs: "credits.buy",
    after: ({ context }, { shopId }) =>
      saveTopUpRule(context, {
        shopId,
        actor: "test",
        rule: { below: 100, packKey: "credits-500", mostPerMonth: 50 },
      }),
    posts: () => ({ intent: "off" }),
  },
  {
    route: "app.credits.settings",
    needs: "settings.change",
    posts: () => ({ lowBalanceAt: 20, holdTransactionalUntilToppedUp: true }),
  },
  {
    route: "app.customers.$id",
    needs: "customers.manage",
    params: ({ customer }) => ({ id: customer }),
    posts: () => ({ intent: "suppress", why: "asked by phone" }),
  },
  {
    route: "app.customers.$id",
    needs: "customers.manage",
    params: ({ customer }) => ({ id: customer }),
    posts: () => ({ intent: "unsuppress", why: "asked by phone" }),
    after: (house, shop) =>
      suppressCustomer(house.context, { ...by(shop), customerId: shop.customer, reason: "by mistake" }),
  },
  {
    route: "app.customers.$id",
    needs: "data.export",
    params: ({ customer }) => ({ id: customer }),
    posts: () => ({ intent: "evidence" }),
  },
  {
    route: "app.customers.$id",
    needs: "messages.reply",
    params: ({ customer }) => ({ id: customer }),
    posts: () => ({ intent: "text", body: "Your parcel is ready", key }),
  },
  {
    route: "app.import",
    needs: "settings.change",
    posts: () => ({ which: "failed" }),
    after: ({ context }, { shopId }) =>
      query(
        context.db.pool,
        `UPDATE "StoreImport" SET "status" = 'failed', "endedAt" = "startedAt" WHERE "shopId" = $1`,
        [shopId],
      ),
  },
  {
    route: "app.block",
    needs: "sequences.steer",
    posts: ({ manual, customer }) => ({ automationId: manual, customerId: customer, requestId: key }),
  },
  {
    route: "app.customers.start",
    needs: "sequences.steer",
    posts: ({ manual, customer }) => ({ automationId: manual, customerIds: [customer], requestId: key }),
  },
  {
    route: "app.health._index",
    needs: "operations.run",
    posts: ({ failedStep }) => ({ intent: "retry", ids: [failedStep] }),
  },
  {
    route: "app.inbox.$id",
    needs: "messages.reply",
    params: ({ conversation }) => ({ id: conversation }),
    posts: () => ({ intent: "answer", body: "We will look into it.", key }),
  },
  {
    route: "app.inbox.$id",
    needs: "messages.reply",
    params: ({ conversation }) => ({ id: conversation }),
    posts: () => ({ intent: "change", change: "read" }),
  },
  {
    route: "app.inbox.$id",
    needs: "messages.reply",
    params: ({ conversation }) => ({ id: conversation }),
    posts: () => ({ intent: "change", change: "close" }),
  },
  {
    route: "app.inbox.$id",
    needs: "messages.reply",
    params: ({ conversation }) => ({ id: conversation }),
    posts: ({ helper }) => ({ intent: "assign", userId: helper }),
  },
  {
    route: "app.inbox.$id",
    needs: "messages.reply",
    params: ({ conversation }) => ({ id: conversation }),
    posts: () => ({ intent: "note", body: "She asked twice.", key }),
  },
  {
    route: "app.inbox.$id",
    needs: "customers.manage",
    params: ({ conversation }) => ({ id: conversation }),
    posts: ({ held }) => ({ intent: "settle", messageId: held, verdict: "go_on" }),
  },
  many("on", "automations.publish", off),
  many("off", "automations.publish"),
  many("archive", "automations.publish"),
  many("duplicate", "automations.edit"),
  { ...many("delete", "automations.edit"), posts: ({ draft }) => ({ automationIds: [draft] }) },
  { route: "app.scheduled.steer", needs: "sequences.steer", posts: ({ step }) => ({ intent: "run", id: step }) },
  { route: "app.scheduled.steer", needs: "sequences.steer", posts: ({ step }) => ({ intent: "cancel", id: step }) },
  { route: "app.scheduled.steer", needs: "sequences.steer", posts: ({ step }) => ({ intent: "skip", id: step }) },
  {
    route: "app.scheduled.steer",
    needs: "sequences.steer",
    posts: ({ step }) => ({ intent: "skip_many", ids: [step] }),
  },
  {
    route: "app.scheduled.steer",
    needs: "sequences.steer",
    posts: ({ sequence }) => ({ intent: "remove", id: sequence }),
  },
  {
    route: "app.scheduled.steer",
    needs: "sequences.steer",
    posts: ({ sequence }) => ({ intent: "remove_many", ids: [sequence] }),
  },
  {
    route: "app.scheduled.steer",
    needs: "sequences.steer",
    posts: ({ step }) => ({ intent: "move", id: step, date: "2026-03-09", time: "10:00" }),
  },
  {
    route: "app.scheduled.steer",
    needs: "sequences.steer",
    posts: ({ failedStep }) => ({ intent: "retry", id: failedStep }),
  },
  {
    route: "app.sequences.$id",
    needs: "sequences.steer",
    params: ({ sequence }) => ({ id: sequence }),
    posts: () => ({ to: "paused" }),
  },
  {
    route: "app.sequences.$id",
    needs: "sequences.steer",
    params: ({ sequence }) => ({ id: sequence }),
    posts: () => ({ to: "active" }),
    after: (house, shop) => pauseSequence(house.context, { ...by(shop), sequenceId: shop.sequence }),
  },
  {
    route: "app.sequences.$id",
    needs: "sequences.steer",
    params: ({ sequence }) => ({ id: sequence }),
    posts: () => ({ to: "cancelled" }),
  },
  { route: "app.settings._index", needs: "settings.change", posts: () => ({ retentionDays: 400 }) },
  { route: "app.settings._index", needs: "staff.manage", posts: () => ({ staffRole: "support", retentionDays: 400 }) },
  {
    route: "app.settings.$section",
    needs: "settings.change",
    params: () => ({ section: "data" }),
    posts: () => ({ retentionDays: 401 }),
  },
  {
    route: "app.settings.privacy",
    needs: "data.export",
    after: dataRequest,
    posts: () => ({ intent: "download", id: asked }),
    untold: "it only makes an address; who downloads there is written down",
  },
  {
    route: "app.settings.privacy",
    needs: "data.export",
    after: dataRequest,
    posts: () => ({ intent: "answer", id: asked }),
  },
  {
    route: "app.settings.number",
    needs: "settings.change",
    posts: () => ({ intent: "create", kind: "alphanumeric", country: "GB", senderName: "Juniper" }),
  },
  {
    route: "app.settings.number",
    needs: "settings.change",
    posts: () => ({ intent: "save", id: sender, form: { businessName: "Juniper LLC" } }),
    after: unregistered,
    alike: "what is typed stands in the registration alone",
  },
  {
    route: "app.settings.number",
    needs: "settings.change",
    posts: () => ({ intent: "submit", id: sender, form: FORM }),
    after: unregistered,
    alike: "what is typed stands in the registration alone",
  },
  {
    route: "app.settings.number",
    needs: "settings.change",
    posts: () => ({ intent: "refresh", id: sender }),
    after: unregistered,
    untold: "it only asks the carriers",
  },
  {
    route: "app.settings.number",
    needs: "settings.change",
    posts: () => ({ intent: "release", id: sender }),
    after: unregistered,
  },
  {
    route: "app.campaigns.new",
    needs: "automations.edit",
    posts: () => ({ intent: "save", plan: planDocument(), includes: [], excludes: [] }),
  },
  {
    route: "app.campaigns.$id_.edit",
    needs: "automations.edit",
    params: ofCampaign,
    posts: () => ({ intent: "save", plan: planDocument({ name: "Winter sale" }), includes: [], excludes: [] }),
  },
  {
    route: "app.campaigns.$id._index",
    needs: "automations.edit",
    params: ofCampaign,
    posts: () => ({ intent: "delete" }),
  },
  {
    route: "app.campaigns.test",
    needs: "automations.edit",
    posts: () => ({ body: "Autumn is here. Reply STOP to opt out", phone: "+12125550199", key }),
  },
  campaignAct("pause", "sending"),
  campaignAct("resume", "paused"),
  campaignAct("unschedule", "scheduled"),
  campaignAct("cancel", "scheduled"),
  { route: "app.settings.events", needs: "settings.change", posts: () => ({ intent: "make" }) },
  { route: "app.settings.events", needs: "settings.change", posts: () => ({ intent: "revoke" }) },
  {
    route: "app.settings.team",
    needs: "staff.manage",
    posts: ({ colleague }) => ({ intent: "role", userId: colleague, role: "support" }),
  },
  { route: "app.settings.team", needs: "staff.manage", posts: () => ({ intent: "default", role: "support" }) },
  {
    route: "app.segments.new",
    needs: "customers.manage",
    posts: () => ({ kind: "conditions", name: "VIPs", conditions: vips }),
  },
  {
    route: "app.segments.$id_.edit",
    needs: "customers.manage",
    params: ofSegment,
    posts: () => ({ kind: "static", name: "Friends" }),
  },
  {
    route: "app.segments.$id",
    needs: "customers.manage",
    params: ofSegment,
    posts: () => ({ intent: "count" }),
    untold: "a count follows from the segment",
  },
  {
    route: "app.segments.$id",
    needs: "customers.manage",
    params: ofSegment,
    posts: ({ customer }) => ({ intent: "remove", customerIds: [customer] }),
  },
  {
    route: "app.segments.$id",
    needs: "customers.manage",
    params: ofSegment,
    posts: ({ customer }) => ({ intent: "add", customerIds: [customer] }),
    after: (house, { shopId, segment, customer }) =>
      changeMembers(house.context, {
        shopId,
        actor: "test",
        segmentId: segment,
        change: "remove",
        customerIds: [customer],
      }),
  },
  { route: "app.segments.$id", needs: "customers.manage", params: ofSegment, posts: () => ({ intent: "delete" }) },
  {
    route: "app.segments.count",
    needs: "customers.manage",
    posts: () => ({ conditions: vips }),
    untold: "it only counts",
  },
  {
    route: "app.segments.shopify",
    needs: "customers.manage",
    posts: () => ({ shopifyId: "gid://shopify/Segment/501" }),
    after: async (house) => void house.segments.set("501", { name: "Loyal customers", customerIds: [] }),
  },
  {
    route: "app.segments.start",
    needs: "sequences.steer",
    posts: ({ manual, segment }) => ({ automationId: manual, segmentId: segment, requestId: key }),
  },
  {
    route: "app.tasks",
    needs: "tasks.manage",
    posts: ({ task }) => ({ intent: "tasks", changes: [{ id: task, status: "done" }] }),
  },
  {
    route: "app.notices",
    needs: "tasks.manage",
    posts: ({ notice }) => ({ ids: [notice], read: true }),
  },
  {
    route: "app.tasks",
    needs: "tasks.manage",
    posts: ({ customer, helper }) => ({
      intent: "create",
      title: "Call her back",
      note: "",
      due: { date: "2026-03-09", time: "10:00" },
      customerId: customer,
      assignee: helper,
    }),
  },
  {
    route: "app.tasks_.$id",
    needs: "tasks.manage",
    params: ({ task }) => ({ id: task }),
    posts: () => ({ intent: "comment", body: "Left a message.", key }),
  },
  {
    route: "app.tasks_.$id",
    needs: "tasks.manage",
    params: ({ task }) => ({ id: task }),
    posts: ({ helper }) => ({ intent: "assign", userId: helper }),
  },
  {
    route: "app.tasks_.$id",
    needs: "tasks.manage",
    params: ({ task }) => ({ id: task }),
    posts: () => ({ intent: "status", status: "cancelled" }),
  },
];

const written = {
  version: 1,
  name: "Thanks",
  kind: "transactional",
  trigger: { type: "order_created" },
  reentry: "every_time",
  steps: [
    { id: "thanks", type: "send_sms", config: { body: "Thank you, {{ customer.first_name | default: 'friend' }}!" } },
  ],
};
