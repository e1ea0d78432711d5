-- Whom a test compares: who reached a split, and who was meant to get marketing while a shop holds some customers out.
CREATE TABLE "SplitEntry" (
  "shopId" UUID NOT NULL,
  "automationId" UUID NOT NULL,
  "stepId" TEXT NOT NULL,
  "customerId" UUID NOT NULL,
  "arm" TEXT NOT NULL,
  "sendable" BOOLEAN NOT NULL,
  "enteredAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "SplitEntry_pkey" PRIMARY KEY ("automationId", "stepId", "customerId"),
  CONSTRAINT "SplitEntry_shopId_fkey"
    FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "SplitEntry_automationId_fkey"
    FOREIGN KEY ("automationId") REFERENCES "Automation"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "SplitEntry_customerId_fkey"
    FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "SplitEntry_shopId_idx" ON "SplitEntry"("shopId");
CREATE INDEX "SplitEntry_customerId_idx" ON "SplitEntry"("customerId");

CREATE TABLE "HoldoutPeriod" (
  "id" UUID NOT NULL,
  "shopId" UUID NOT NULL,
  "percent" INTEGER NOT NULL,
  "startedAt" TIMESTAMPTZ(3) NOT NULL,
  "endedAt" TIMESTAMPTZ(3),
  CONSTRAINT "HoldoutPeriod_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "HoldoutPeriod_shopId_fkey"
    FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "HoldoutPeriod_shopId_startedAt_idx" ON "HoldoutPeriod"("shopId", "startedAt");
CREATE UNIQUE INDEX "HoldoutPeriod_open_key" ON "HoldoutPeriod"("shopId") WHERE "endedAt" IS NULL;

CREATE TABLE "HoldoutMember" (
  "shopId" UUID NOT NULL,
  "periodId" UUID NOT NULL,
  "customerId" UUID NOT NULL,
  "heldOut" BOOLEAN NOT NULL,
  "enteredAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "HoldoutMember_pkey" PRIMARY KEY ("periodId", "customerId"),
  CONSTRAINT "HoldoutMember_shopId_fkey"
    FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "HoldoutMember_periodId_fkey"
    FOREIGN KEY ("periodId") REFERENCES "HoldoutPeriod"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "HoldoutMember_customerId_fkey"
    FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "HoldoutMember_shopId_idx" ON "HoldoutMember"("shopId");
CREATE INDEX "HoldoutMember_customerId_idx" ON "HoldoutMember"("customerId");
