import { addressOrigins } from "#core/customers/addresses.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** SQL: the place of an origin in the core's order. */
const RANK = `array_position(ARRAY[${addressOrigins.map((origin) => `'${origin}'`).join(", ")}]::text[], a."origin")`;

/**
 * SQL: the number that marketing of shop `$1` goes to, of each customer with a number of their own: `chooseNumber` of the
 * core for all customers at once; a test compares both. `$2` is now.
 */
export const RECIPIENTS_OF_SHOP = `
  SELECT DISTINCT ON (n."customerId") n."customerId", n."phone", n."consent", n."consentAt", n."suppressed", n."held",
    n."unreachableUntil", n."unreachableCode", n."unreachableSince", n."arrivedAt", n."newInBlock", n."newInRegion"
  FROM (
    SELECT own.*, row_number() OVER best AS "place",
      first_value(own."suppressed" OR own."consent" = ${STATUS.unsubscribed}) OVER best AS "firstStopped",
      first_value(own."consentAt") OVER best AS "firstConsentAt"
    FROM (
      SELECT a."customerId", ${RANK} AS "rank", a."seenAt", s."address" AS "phone", s."consent", s."consentAt",
        s."suppressedAt" IS NOT NULL OR EXISTS (
          SELECT 1
          FROM "Suppression" x
          WHERE x."addressHash" = s."addressHash" AND x."liftedAt" IS NULL
            AND x."sender" = (SELECT scoped."optOutScope" FROM "Shop" scoped WHERE scoped."id" = $1)
        ) AS "suppressed",
        s."marketingHeldAt" IS NOT NULL AS "held", s."unreachableUntil", s."unreachableCode", s."unreachableSince",
        s."createdAt" AS "arrivedAt", s."newInBlock", s."newInRegion"
      FROM "CustomerAddress" a
        JOIN "Subscriber" s ON s."id" = a."subscriberId" AND s."shopId" = $1
      WHERE a."shopId" = $1 AND a."origin" <> 'delivery' AND a."formerSince" IS NULL
        AND s."channel" = 'sms' AND s."address" IS NOT NULL
    ) own
    WINDOW best AS (PARTITION BY own."customerId" ORDER BY own."rank", own."seenAt" DESC, own."phone" COLLATE "C")
  ) n
  WHERE n."place" = 1 OR NOT n."firstStopped" OR coalesce(n."consentAt" > n."firstConsentAt", false)
  ORDER BY n."customerId",
    CASE n."consent" WHEN ${STATUS.subscribed} THEN 0 WHEN ${STATUS.pending} THEN 2 ELSE 4 END +
      CASE WHEN n."suppressed" OR (n."unreachableCode" IS NOT NULL AND n."unreachableUntil" > $2::timestamptz) THEN 1 ELSE 0 END,
    n."place"`;
