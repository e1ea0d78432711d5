-- Texts of past days by step: a past day is counted once.
CREATE TABLE "DailyStepTexts" (
  "shopId" UUID NOT NULL,
  "timezone" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  "steps" JSONB NOT NULL,
  CONSTRAINT "DailyStepTexts_pkey" PRIMARY KEY ("shopId", "timezone", "day")
);
ALTER TABLE "DailyStepTexts" ADD CONSTRAINT "DailyStepTexts_shopId_fkey"
  FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- Opt-outs of a period.
CREATE INDEX "ConsentEvent_opt_outs" ON "ConsentEvent" ("shopId", "occurredAt") WHERE "state" = 'unsubscribed';
