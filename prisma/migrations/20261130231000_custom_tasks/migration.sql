-- The operator's own tasks: a built-in job at another time, with a payload.
ALTER TABLE "ScheduledTask"
  ADD COLUMN "job" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "payload" JSONB,
  ADD COLUMN "custom" BOOLEAN NOT NULL DEFAULT false;
UPDATE "ScheduledTask" SET "job" = "name";
