-- AlterTable
ALTER TABLE "Notification" ADD COLUMN     "mailDueAt" TIMESTAMPTZ(3),
ADD COLUMN     "mailTries" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "mailedAt" TIMESTAMPTZ(3);

-- What waits to be mailed, of all shops: the few rows that are.
CREATE INDEX "Notification_to_mail" ON "Notification" ("mailDueAt") WHERE "mailDueAt" IS NOT NULL;

-- A notice is mailed once: one that was handed over waits no more.
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_mailed_once" CHECK ("mailDueAt" IS NULL OR "mailedAt" IS NULL);
