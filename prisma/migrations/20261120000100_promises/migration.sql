-- What the schema language cannot say: the promises that no code may break, and the indexes of the hot look-ups.

-- Money never goes below zero, and a message is reserved, settled or released once.
ALTER TABLE "Shop" ADD CONSTRAINT "Shop_credits_not_negative" CHECK ("creditBalance" >= 0 AND "creditReserved" >= 0 AND "ledgerLength" >= 0);
ALTER TABLE "CreditEntry" ADD CONSTRAINT "CreditEntry_credits_not_negative" CHECK ("balanceAfter" >= 0 AND "reservedAfter" >= 0);
CREATE UNIQUE INDEX "CreditEntry_closed_once" ON "CreditEntry" ("messageId") WHERE "type" IN ('settle', 'release');

-- The ledger is append-only; it goes with its shop alone (a cascade runs inside another trigger).
CREATE FUNCTION shopbell_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN RETURN OLD; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER "CreditEntry_append_only" BEFORE UPDATE OR DELETE ON "CreditEntry" FOR EACH ROW EXECUTE FUNCTION shopbell_append_only();

-- A status says when and why.
ALTER TABLE "ScheduledAutomation" ADD CONSTRAINT "ScheduledAutomation_ends_with_proof" CHECK (
  ("status" <> 'executed' OR "executedAt" IS NOT NULL) AND
  ("status" <> 'failed' OR "error" IS NOT NULL) AND
  ("status" <> 'cancelled' OR "cancelledAt" IS NOT NULL));
ALTER TABLE "AutomationSequence" ADD CONSTRAINT "AutomationSequence_ends_with_time" CHECK (
  ("status" IN ('active', 'paused')) = ("completedAt" IS NULL));
ALTER TABLE "AutomationLog" ADD CONSTRAINT "AutomationLog_says_why" CHECK ("status" IN ('sent', 'done') OR "reason" IS NOT NULL);
ALTER TABLE "StoreEvent" ADD CONSTRAINT "StoreEvent_says_why" CHECK ("status" IN ('received', 'processed') OR "reason" IS NOT NULL);

-- One automation decides once about one event.
CREATE UNIQUE INDEX "AutomationLog_entry_once" ON "AutomationLog" ("automationId", "storeEventId") WHERE "action" = 'enter';
-- One customer for a number that Shopify has no customer for.
CREATE UNIQUE INDEX "Customer_by_number_alone" ON "Customer" ("shopId", "phone") WHERE "shopifyId" IS NULL AND "phone" IS NOT NULL;
-- The merchant is told once.
CREATE UNIQUE INDEX "Notification_open_once" ON "Notification" ("shopId", "dedupeKey") WHERE "readAt" IS NULL AND "dedupeKey" IS NOT NULL;

-- What waits to be claimed.
CREATE INDEX "ScheduledAutomation_due" ON "ScheduledAutomation" ("shopId", "priority", "dueAt") WHERE "status" = 'scheduled' AND NOT "held";
CREATE INDEX "ScheduledAutomation_next" ON "ScheduledAutomation" ("dueAt") WHERE "status" = 'scheduled' AND NOT "held";
CREATE INDEX "StoreEvent_waiting" ON "StoreEvent" ("triggeredAt") WHERE "status" = 'received';
-- What is in flight.
CREATE INDEX "Message_in_flight" ON "Message" ("updatedAt") WHERE "status" IN ('sending', 'unknown');
-- The exits of running sequences.
CREATE INDEX "AutomationSequence_running_subject" ON "AutomationSequence" ("shopId", "subject") WHERE "status" IN ('active', 'paused');
CREATE INDEX "AutomationSequence_running_customer" ON "AutomationSequence" ("customerId") WHERE "status" IN ('active', 'paused');
