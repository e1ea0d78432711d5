-- Sent texts that are not delivered, or not confirmed yet: few beside the delivered ones.
CREATE INDEX "Message_not_delivered" ON "Message" ("shopId", "createdAt")
  WHERE "direction" = 'outbound' AND "channel" = 'sms' AND "status" IN ('sent', 'undelivered', 'failed');

-- New staff start with the fewest permissions, unless the owner chose another default role: the history has each choice.
UPDATE "Shop" s SET "settings" = s."settings" - 'staffRole'
WHERE s."settings" ? 'staffRole' AND NOT EXISTS (
  SELECT 1 FROM "AuditEvent" a
  WHERE a."shopId" = s."id" AND a."action" = 'settings.changed' AND a."after" ? 'staffRole'
);
