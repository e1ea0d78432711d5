-- A subscription with a capped usage line, and packs that are charged to it automatically.
CREATE TYPE "SubscriptionStatus" AS ENUM ('pending', 'active', 'declined', 'expired', 'frozen', 'cancelled');

CREATE TABLE "AppSubscription" (
  "id" UUID NOT NULL,
  "shopId" UUID NOT NULL,
  "shopifyId" TEXT NOT NULL,
  "lineItemId" TEXT NOT NULL,
  "status" "SubscriptionStatus" NOT NULL DEFAULT 'pending',
  "cappedAmount" DECIMAL(18,2) NOT NULL,
  "balanceUsed" DECIMAL(18,2) NOT NULL DEFAULT 0,
  "currency" TEXT NOT NULL,
  "periodEnd" TIMESTAMPTZ(3),
  "test" BOOLEAN NOT NULL,
  "toldAt" TIMESTAMPTZ(3),
  "nextLookAt" TIMESTAMPTZ(3),
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "AppSubscription_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "AppSubscription_shopifyId_key" ON "AppSubscription" ("shopifyId");
CREATE INDEX "AppSubscription_shopId_createdAt_idx" ON "AppSubscription" ("shopId", "createdAt");
CREATE INDEX "AppSubscription_nextLookAt_idx" ON "AppSubscription" ("nextLookAt");
ALTER TABLE "AppSubscription" ADD CONSTRAINT "AppSubscription_shopId_fkey"
  FOREIGN KEY ("shopId") REFERENCES "Shop" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "CreditPurchase"
  ADD COLUMN "subscriptionId" UUID,
  ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "dueAt" TIMESTAMPTZ(3),
  ADD COLUMN "problem" TEXT,
  ADD CONSTRAINT "CreditPurchase_topUp" CHECK ("subscriptionId" IS NULL OR "status" <> 'pending' OR "dueAt" IS NOT NULL),
  ADD CONSTRAINT "CreditPurchase_problem" CHECK ("problem" IN ('cap_reached', 'not_active', 'refused', 'no_answer'));
ALTER TABLE "CreditPurchase" ADD CONSTRAINT "CreditPurchase_subscriptionId_fkey"
  FOREIGN KEY ("subscriptionId") REFERENCES "AppSubscription" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "CreditPurchase_subscriptionId_idx" ON "CreditPurchase" ("subscriptionId");
-- A shop has one top-up under way, however many workers see its balance fall.
CREATE UNIQUE INDEX "CreditPurchase_one_top_up" ON "CreditPurchase" ("shopId")
  WHERE "subscriptionId" IS NOT NULL AND "status" = 'pending';
CREATE INDEX "CreditPurchase_due_top_ups" ON "CreditPurchase" ("dueAt")
  WHERE "subscriptionId" IS NOT NULL AND "status" = 'pending';
