/** All statuses of the domain. The database's enums have the same values; a test compares them. */
export const automationStatuses = ["draft", "active", "paused", "archived"] as const;
export const sequenceStatuses = ["active", "paused", "completed", "cancelled", "failed"] as const;
export const scheduledStatuses = ["scheduled", "cancelled", "executed", "failed"] as const;
export const logStatuses = ["sent", "done", "skipped", "failed"] as const;
export const messageStatuses = [
  "pending",
  "sending",
  "unknown",
  "sent",
  "delivered",
  "undelivered",
  "failed",
  "received",
] as const;
export const attemptOutcomes = ["open", "accepted", "refused", "unreachable", "throttled", "unknown"] as const;
export const creditTypes = ["grant", "purchase", "reserve", "settle", "release", "refund", "adjust"] as const;
export const consentStates = ["not_subscribed", "pending", "subscribed", "unsubscribed"] as const;
export const channels = ["sms", "email"] as const;
export const storeEventStatuses = ["received", "processed", "ignored", "failed"] as const;
export const backgroundJobStatuses = ["waiting", "running", "done", "failed", "cancelled"] as const;
export const importStatuses = ["waiting", "asked", "reading", "done", "failed"] as const;
/**
 * A list of contacts: `reading`: its rows are stored; `checking`: each is held against what is known; `checked`: the
 * merchant decides.
 */
export const contactImportStatuses = [
  "uploading",
  "uploaded",
  "reading",
  "checking",
  "checked",
  "importing",
  "imported",
  "undoing",
  "undone",
] as const;
export const senderKinds = ["toll_free", "long_code", "short_code", "alphanumeric"] as const;
export const senderStatuses = [
  "draft",
  "submitted",
  "in_review",
  "approved",
  "refused",
  "suspended",
  "released",
] as const;
export const campaignStatuses = ["draft", "scheduled", "sending", "sent", "failed", "cancelled", "paused"] as const;
/**
 * `queued`: the text is with the engine; `held_out`: gets none, for comparison; `left_out`: could not be texted when the
 * recipients were fixed; `missed`: its time had passed.
 */
export const campaignRecipientStatuses = [
  "pending",
  "queued",
  "sent",
  "skipped",
  "failed",
  "held_out",
  "left_out",
  "missed",
  "cancelled",
] as const;
export const purchaseStatuses = ["pending", "active", "declined", "expired"] as const;
export const subscriptionStatuses = ["pending", "active", "declined", "expired", "frozen", "cancelled"] as const;
export const taskStatuses = ["open", "done", "cancelled"] as const;
/** How a segment gets its members: by conditions; by steps and staff; from a segment of Shopify. */
export const segmentKinds = ["conditions", "static", "shopify"] as const;

export type AutomationStatus = (typeof automationStatuses)[number];
export type SequenceStatus = (typeof sequenceStatuses)[number];
export type ScheduledStatus = (typeof scheduledStatuses)[number];
export type LogStatus = (typeof logStatuses)[number];
export type MessageStatus = (typeof messageStatuses)[number];
export type AttemptOutcome = (typeof attemptOutcomes)[number];
export type CreditType = (typeof creditTypes)[number];
export type ConsentState = (typeof consentStates)[number];
export type Channel = (typeof channels)[number];
export type StoreEventStatus = (typeof storeEventStatuses)[number];
export type BackgroundJobStatus = (typeof backgroundJobStatuses)[number];
export type CampaignStatus = (typeof campaignStatuses)[number];
export type CampaignRecipientStatus = (typeof campaignRecipientStatuses)[number];
export type PurchaseStatus = (typeof purchaseStatuses)[number];
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];
export type SegmentKind = (typeof segmentKinds)[number];
export type TaskStatus = (typeof taskStatuses)[number];
export type ImportStatus = (typeof importStatuses)[number];
export type ContactImportStatus = (typeof contactImportStatuses)[number];
export type SenderKind = (typeof senderKinds)[number];
export type SenderStatus = (typeof senderStatuses)[number];
