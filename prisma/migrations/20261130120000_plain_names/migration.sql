-- A background job is a backtest or an export; "LongRun" was its name before.
ALTER TYPE "LongRunStatus" RENAME TO "BackgroundJobStatus";
ALTER TABLE "LongRun" RENAME TO "BackgroundJob";
ALTER TABLE "BackgroundJob" RENAME CONSTRAINT "LongRun_pkey" TO "BackgroundJob_pkey";
ALTER TABLE "BackgroundJob" RENAME CONSTRAINT "LongRun_shopId_fkey" TO "BackgroundJob_shopId_fkey";
ALTER INDEX "LongRun_shopId_kind_createdAt_idx" RENAME TO "BackgroundJob_shopId_kind_createdAt_idx";
ALTER INDEX "LongRun_status_leaseUntil_idx" RENAME TO "BackgroundJob_status_leaseUntil_idx";

-- The type holds the consent to e-mails too.
ALTER TYPE "SmsConsent" RENAME TO "ConsentState";

-- A column that no code reads.
ALTER TABLE "StoreEvent" DROP COLUMN "apiVersion";

-- Indexes that repeat another: "Customer_by_last_name", "Customer_by_name", "Customer_phone_begins" and the primary key
-- serve the same queries.
DROP INDEX "Customer_last_name_begins";
DROP INDEX "Customer_first_name_begins";
DROP INDEX "Customer_shopId_phone_idx";
DROP INDEX "Customer_shopId_id_idx";

-- A customer's sequences are found by the customer alone: the foreign key's cascade has no shop.
DROP INDEX "AutomationSequence_shopId_customerId_status_idx";
CREATE INDEX "AutomationSequence_customerId_status_idx" ON "AutomationSequence"("customerId", "status");
