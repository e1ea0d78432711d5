-- A worker renews the lease of the task that it runs; the fencing token tells its claim from a later one.
-- A task that failed is tried again before its next tick; the number of failures in a row sets how soon.
ALTER TABLE "ScheduledTask" ADD COLUMN "fence" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "ScheduledTask" ADD COLUMN "failures" INTEGER NOT NULL DEFAULT 0;
