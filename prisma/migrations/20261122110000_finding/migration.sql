-- What an event's order is called, such as "#1001": support staff know it by no other name.
ALTER TABLE "StoreEvent" ADD COLUMN "subjectName" TEXT;

-- The log is found by what it is about, newest first, at any size. What came of an action is looked for within its
-- automation, and a shop's whole is those of its automations side by side: exact for one automation and for all, at the
-- price of the index by status that this one replaces.
DROP INDEX "AutomationLog_shopId_status_createdAt_idx";
CREATE INDEX "AutomationLog_automationId_action_status_createdAt_id_idx" ON "AutomationLog"("automationId", "action", "status", "createdAt", "id");
-- Texts that went out have no reason: what is written most pays nothing for this one.
CREATE INDEX "AutomationLog_by_reason" ON "AutomationLog" ("shopId", "reason", "automationId", "createdAt", "id") WHERE "reason" IS NOT NULL;

CREATE INDEX "StoreEvent_by_subject_name" ON "StoreEvent" ("shopId", "subjectName") WHERE "subjectName" IS NOT NULL;

-- People are found by how their names begin and how their numbers end.
CREATE INDEX "Customer_by_name" ON "Customer" ("shopId", lower(coalesce("firstName" || ' ', '') || coalesce("lastName", '')) text_pattern_ops);
CREATE INDEX "Customer_by_last_name" ON "Customer" ("shopId", lower("lastName") text_pattern_ops) WHERE "lastName" IS NOT NULL;
CREATE INDEX "Customer_by_last_digits" ON "Customer" ("shopId", reverse("phone") text_pattern_ops) WHERE "phone" IS NOT NULL;

-- Steps that wait for something else than their time, and who is inside an automation now.
CREATE INDEX "ScheduledAutomation_held" ON "ScheduledAutomation" ("shopId", "dueAt", "id") WHERE "status" = 'scheduled' AND "held";
CREATE INDEX "AutomationSequence_running_automation" ON "AutomationSequence" ("automationId") WHERE "status" IN ('active', 'paused');
