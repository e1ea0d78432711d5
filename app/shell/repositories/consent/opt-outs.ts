import { STATUS } from "#shell/db/status-words.server.ts";

/** SQL: what a text counts as, once the provider has it. */
const wentOut = (message: string): string => `
  ${message}."direction" = 'outbound' AND ${message}."channel" = 'sms'
  AND ${message}."status" IN (${STATUS.sent}, ${STATUS.delivered}, ${STATUS.undelivered}, ${STATUS.unknown})`;

/**
 * SQL: message `m` led to opt-out `e`: it was the last text to the customer before it, within three days.
 * @param m alias of a message
 * @param e alias of a consent event
 */
export const ledToOptOut = (m: string, e: string): string => `
  ${m}."customerId" = ${e}."customerId"
  AND ${e}."channel" = 'sms'
  AND ${m}."createdAt" <= ${e}."occurredAt"
  AND ${m}."createdAt" >= ${e}."occurredAt" - interval '3 days'
  AND ${wentOut(m)}
  AND NOT EXISTS (
    SELECT 1
    FROM "Message" later
    WHERE later."customerId" = ${e}."customerId"
      AND later."createdAt" > ${m}."createdAt"
      AND later."createdAt" <= ${e}."occurredAt"
      AND ${wentOut("later")}
  )`;
