import { STATUS } from "#shell/db/status-words.server.ts";

/** The sender that the installation's shops share. */
export const SHARED_SENDER = "shared";

/** SQL: whose opt-outs hold for the shop with an id: the shared sender's, or those of its own senders. */
export const optOutScopeOf = (shopId: string): string =>
  `(SELECT scoped."optOutScope" FROM "Shop" scoped WHERE scoped."id" = ${shopId})`;

/** SQL: whether subscriber `s` gets no messages, by its own STOP to the sender or by the shop's staff. */
export const SUPPRESSED = `(
  s."suppressedAt" IS NOT NULL OR EXISTS (
    SELECT 1
    FROM "Suppression" x
    WHERE x."addressHash" = s."addressHash" AND x."liftedAt" IS NULL AND x."sender" = ${optOutScopeOf('s."shopId"')}
  ))`;

/** SQL: why subscriber `s` cannot be reached, as JSON; null when it can, as far as known. */
export const UNREACHABLE = `
  CASE WHEN s."unreachableCode" IS NOT NULL THEN json_build_object(
    'code', s."unreachableCode", 'since', s."unreachableSince", 'until', s."unreachableUntil") END`;

/** SQL: how many new numbers came before subscriber `s` within an hour, as JSON; null when few did. */
const ARRIVAL = `
  CASE WHEN s."newInBlock" >= 10 OR s."newInRegion" >= 10 THEN json_build_object(
    'at', s."createdAt", 'inBlock', s."newInBlock", 'inRegion', s."newInRegion") END`;

/**
 * SQL: the subscriber of address `a`, to be joined laterally. OFFSET 0 keeps the planner from beginning at the
 * subscribers, all of which it would read for each customer while statistics are of a small table.
 */
const SUBSCRIBER_OF_ADDRESS = `(SELECT * FROM "Subscriber" known WHERE known."id" = a."subscriberId" OFFSET 0)`;

/**
 * SQL: the numbers of customer `c` as a JSON array of the core's `KnownNumber`. The reader checks its shape by type
 * alone: the columns are this file's own.
 */
export const NUMBERS_OF_CUSTOMER = `
  (
    SELECT coalesce(json_agg(json_build_object(
      'channel', s."channel", 'address', s."address", 'origin', a."origin", 'seenAt', a."seenAt",
      'formerSince', a."formerSince", 'consent', s."consent", 'consentAt', s."consentAt", 'level', s."level",
      'namesCartReminders', s."namesCartReminders", 'suppressed', ${SUPPRESSED},
      'marketingHeld', s."marketingHeldAt" IS NOT NULL, 'unreachable', ${UNREACHABLE}, 'arrival', ${ARRIVAL}
    )), '[]'::json)
    FROM "CustomerAddress" a
    CROSS JOIN LATERAL ${SUBSCRIBER_OF_ADDRESS} s
    WHERE a."customerId" = c."id" AND c."erasedAt" IS NULL AND s."channel" = 'sms' AND s."address" IS NOT NULL
  )`;

/** SQL: every address of customer `c` as a JSON array of the core's `CustomerAddress`. */
export const ADDRESSES_OF_CUSTOMER = `
  (
    SELECT coalesce(json_agg(json_build_object(
      'channel', s."channel", 'address', s."address", 'origin', a."origin", 'seenAt', a."seenAt",
      'formerSince', a."formerSince"
    ) ORDER BY a."seenAt", s."id"), '[]'::json)
    FROM "CustomerAddress" a
    CROSS JOIN LATERAL ${SUBSCRIBER_OF_ADDRESS} s
    WHERE a."customerId" = c."id" AND s."address" IS NOT NULL
  )`;

/** SQL: consent of customer `c`'s e-mail address. */
export const EMAIL_CONSENT = `
  coalesce(
    (
      SELECT s."consent"
      FROM "Subscriber" s
      WHERE s."shopId" = c."shopId" AND s."channel" = 'email' AND s."address" = lower(c."email")
    ),
    ${STATUS.not_subscribed}
  )`;
