-- Rows that are written once and updated once or twice soon after. With room on its page an update stays there: it
-- writes only what it changes to the log, and no index entry where no indexed column changes.
ALTER TABLE "StoreEvent" SET (fillfactor = 40);
ALTER TABLE "ScheduledAutomation" SET (fillfactor = 40);
ALTER TABLE "AutomationSequence" SET (fillfactor = 50);
ALTER TABLE "MessageAttempt" SET (fillfactor = 50);
ALTER TABLE "Message" SET (fillfactor = 50);
