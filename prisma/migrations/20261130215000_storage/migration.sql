-- Every update of a row writes the whole row again, except what is stored out of line. An event is updated twice and a
-- sequence and an attempt once each, and none of these updates touches the body, the facts or the checks.
ALTER TABLE "StoreEvent" SET (toast_tuple_target = 256);
ALTER TABLE "StoreEvent" ALTER COLUMN "payload" SET STORAGE EXTERNAL;
ALTER TABLE "AutomationSequence" SET (toast_tuple_target = 256);
ALTER TABLE "MessageAttempt" SET (toast_tuple_target = 256);
