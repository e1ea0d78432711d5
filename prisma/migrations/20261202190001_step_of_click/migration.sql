-- Results counts clicks by step without joining each to its text.
ALTER TABLE "LinkClick" ADD COLUMN "automationId" UUID, ADD COLUMN "stepId" TEXT;
UPDATE "LinkClick" k
SET "automationId" = q."automationId", "stepId" = s."stepId"
FROM "Message" m
  JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
  JOIN "Automation" a ON a."id" = q."automationId" AND NOT a."internal"
  JOIN "ScheduledAutomation" s ON s."id" = m."scheduledAutomationId"
WHERE m."id" = k."messageId";
