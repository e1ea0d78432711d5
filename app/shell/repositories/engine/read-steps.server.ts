import type { KnownNumber } from "#core/customers/addresses.ts";
import type { Facts } from "#core/intake/define.ts";
import { withRecipient } from "#core/engine/step-snapshot.ts";
import type { SenderFacts } from "#core/senders/sender.ts";
import type { MessageKind } from "#core/sending/message-kind.ts";
import type { OrderNow, OrderTold } from "#core/intake/store-order.ts";
import type { Deferral } from "#core/engine/conclude.ts";
import type { AutomationStatus, ConsentState, MessageStatus, ScheduledStatus, SequenceStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { EMAIL_CONSENT, NUMBERS_OF_CUSTOMER } from "../consent/subscriber-columns.ts";
import { SENDERS_OF_SHOP } from "../senders/sender-facts.server.ts";

/**
 * SQL for the instant from which events count for a waiting step `a`: the last attempt of the previous step's message,
 * even if its outcome was resolved later; without a message, the step's creation.
 */
export const LISTENS_SINCE = `
  coalesce(
    (
      SELECT max(c."startedAt")
      FROM "MessageAttempt" c
      WHERE c."messageId" = (
        SELECT before."id"
        FROM "Message" before
        WHERE before."scheduledAutomationId" = (
          SELECT b."id"
          FROM "ScheduledAutomation" b
          WHERE b."sequenceId" = a."sequenceId" AND b."id" <> a."id"
          ORDER BY b."createdAt" DESC, b."id" DESC LIMIT 1
        )
      )
    ),
    a."createdAt"
  )`;

/** A step with the current state of its sequence, automation, customer, shop and message, and its text's recipient. */
export type DueStepRow = StoredStep & ReturnType<typeof withRecipient<StoredStep>>;

interface StoredStep extends Record<string, unknown> {
  /** The kind of the version's messages. */
  kind: MessageKind;
  id: string;
  shopId: string;
  sequenceId: string;
  stepId: string;
  status: ScheduledStatus;
  priority: number;
  dueAt: Instant;
  attempts: number;
  fence: number;
  deferral: Deferral | null;
  createdAt: Instant;
  listensSince: Instant;
  automationId: string;
  automationStatus: AutomationStatus;
  versionId: string;
  storeEventId: string | null;
  sequenceStatus: SequenceStatus;
  dedupeKey: string;
  subject: string;
  facts: Facts;
  factsAt: Instant;
  /** The order that the facts are about, as it is now. */
  order: OrderNow | null;
  outputs: Facts;
  /** Ids of messages that staff have skipped before the sequence reached them. */
  skippedSteps: string[];
  hop: number;
  customerId: string;
  shopifyId: string | null;
  /** Whether an event or the Admin API has contained the customer's consent. */
  consentTold: boolean;
  /** The customer's numbers, each with its own consent. */
  numbers: KnownNumber[];
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  countryCode: string | null;
  provinceCode: string | null;
  locale: string | null;
  tags: string[];
  segments: string[];
  ordersCount: number | null;
  totalSpent: string | null;
  currency: string | null;
  lastOrderAt: Instant | null;
  since: Instant | null;
  state: string | null;
  fields: Record<string, unknown>;
  emailConsent: ConsentState;
  erased: boolean;
  shopName: string;
  shopDomain: string;
  storefrontHost: string | null;
  timezone: string;
  installed: boolean;
  /** When the copy was restored that the shop's data came from; null without a restore. */
  restoredAt: Instant | null;
  consentsAreRead: boolean;
  /** When the texts since that copy were read from the provider; null until then. */
  recoveredAt: Instant | null;
  /** Read through `readSettings`. */
  settings: unknown;
  /** The shop's own senders. */
  senders: SenderFacts[];
  /** The step's message, if an earlier attempt wrote one. */
  messageId: string | null;
  messageStatus: MessageStatus | null;
  messageCredits: number | null;
  messageSegments: number | null;
  messageTo: string | null;
  messageBody: string | null;
  /** Null while it has no message. */
  messageMediaUrls: readonly string[] | null;
}

/** Reads steps with their current state, by row id, in no particular order. */
export async function readSteps(sql: Sql, ids: readonly string[], now: Instant): Promise<DueStepRow[]> {
  const rows = await query<
    StoredStep & {
      orderId: string | null;
      orderCancelledAt: Instant | null;
      orderStands: boolean;
      told: OrderTold | null;
    }
  >(
    sql,
    `
      SELECT a."id", a."shopId", a."sequenceId", a."stepId", a."status", a."priority", a."dueAt", a."attempts",
        a."fence", a."deferral", a."createdAt", ${LISTENS_SINCE} AS "listensSince", q."automationId",
        t."status" AS "automationStatus", q."versionId", v."definition"->>'kind' AS "kind",
        q."storeEventId", q."status" AS "sequenceStatus",
        q."dedupeKey", q."subject", q."facts", q."factsAt", q."outputs", q."skippedSteps", q."hop", c."id" AS "customerId", c."shopifyId",
        c."checkedAt" IS NOT NULL OR (
          -- Of one number. An EXISTS may be hashed, and then reads all subscribers.
          SELECT s."consentAt"
          FROM "Subscriber" s
          WHERE s."shopId" = c."shopId" AND s."channel" = 'sms' AND s."address" = c."phone"
        ) IS NOT NULL AS "consentTold", ${NUMBERS_OF_CUSTOMER} AS "numbers", c."firstName", c."lastName", c."email", c."countryCode", c."provinceCode", c."locale", c."tags",
        array(
          SELECT g."name"
          FROM "SegmentMember" i
            JOIN "Segment" g ON g."id" = i."segmentId"
          WHERE i."customerId" = c."id"
          ORDER BY g."name"
        ) AS "segments",
        c."ordersCount", c."totalSpent", c."currency", c."lastOrderAt", c."since", c."state", c."fields",
        ${EMAIL_CONSENT} AS "emailConsent", c."erasedAt" IS NOT NULL AS "erased",
        s."name" AS "shopName", s."domain" AS "shopDomain", s."storefrontHost", s."timezone",
        s."uninstalledAt" IS NULL AND s."epoch" = q."epoch" AS "installed", s."restoredAt", s."recoveredAt",
        s."restoredAt" IS NULL OR s."consentsReadAt" IS NOT NULL AS "consentsAreRead", s."settings",
        s."countryCode" AS "shopCountry", ${SENDERS_OF_SHOP} AS "senders", m."id" AS "messageId",
        m."status" AS "messageStatus", m."credits" AS "messageCredits", m."segments" AS "messageSegments",
        m."to" AS "messageTo", m."body" AS "messageBody", m."mediaUrls" AS "messageMediaUrls", o."orderId", o."cancelledAt" AS "orderCancelledAt",
        o."stands" AS "orderStands", o."told"
      FROM "ScheduledAutomation" a
        JOIN "AutomationSequence" q ON q."id" = a."sequenceId"
        JOIN "Automation" t ON t."id" = q."automationId"
        JOIN "AutomationVersion" v ON v."id" = q."versionId"
        JOIN "Customer" c ON c."id" = q."customerId"
        JOIN "Shop" s ON s."id" = a."shopId"
        LEFT JOIN "Message" m ON m."scheduledAutomationId" = a."id"
        LEFT JOIN "StoreOrder" o ON o."shopId" = a."shopId" AND o."orderId" = q."facts"->'order'->>'id'
      WHERE a."id" = ANY($1::uuid[])`,
    [ids],
  );
  return rows.map(({ orderId, orderCancelledAt: cancelledAt, orderStands, told, ...row }) =>
    withRecipient(
      { ...row, order: orderId === null ? null : { orderId, cancelledAt, stands: orderStands, told } },
      row.kind,
      now,
    ),
  );
}

/** The status of a step's sequence, automation and shop. */
export type StepStatus = Pick<DueStepRow, "sequenceStatus" | "automationStatus" | "installed" | "settings">;

/** Reads the current status of steps, by id. */
export async function readStepStatuses(sql: Sql, ids: readonly string[]): Promise<Map<string, StepStatus>> {
  if (ids.length === 0) return new Map();
  const rows = await query<StepStatus & { id: string }>(
    sql,
    `
      SELECT a."id", q."status" AS "sequenceStatus", t."status" AS "automationStatus",
        s."uninstalledAt" IS NULL AND s."epoch" = q."epoch" AS "installed", s."settings"
      FROM "ScheduledAutomation" a
        JOIN "AutomationSequence" q ON q."id" = a."sequenceId"
        JOIN "Automation" t ON t."id" = q."automationId"
        JOIN "Shop" s ON s."id" = a."shopId"
      WHERE a."id" = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, ...status }) => [id, status]));
}
