-- AlterTable
ALTER TABLE "StoreOrder" ADD COLUMN     "toldAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- The figures of automations are counted from the index alone: rows of the log are wide, and a month has many.
-- It takes the place of one that begins with the same keys, so writing costs no more.
DROP INDEX "AutomationLog_automationId_createdAt_idx";
CREATE INDEX "AutomationLog_automationId_createdAt_action_status_idx" ON "AutomationLog"("automationId", "createdAt", "action", "status");

-- What was bought, granted, given back or corrected, found in a ledger of which nearly all are texts paid for.
CREATE INDEX "CreditEntry_beside_texts_paid" ON "CreditEntry"("shopId", "seq") WHERE "type" NOT IN ('reserve', 'settle');
