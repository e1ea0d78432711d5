-- Sent texts that are not delivered, or not confirmed yet: few beside the delivered ones.
CREATE INDEX "Message_not_delivered" ON "Message" ("shopId", "createdAt")
  WHERE "direction" = 'outbound' AND "channel" = 'sms' AND "status" IN ('sent', 'undelivered', 'failed');
