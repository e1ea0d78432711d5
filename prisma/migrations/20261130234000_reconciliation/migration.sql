-- Webhooks may be lost. A task compares what they told with the Admin API and fetches what is missing.
CREATE TABLE "Reconciliation" (
  "shopId" UUID NOT NULL,
  "comparedUntil" TIMESTAMPTZ(3) NOT NULL,
  "since" TIMESTAMPTZ(3),
  "until" TIMESTAMPTZ(3),
  "resource" TEXT,
  "pageCursor" TEXT,
  "lastAt" TIMESTAMPTZ(3),
  "problem" TEXT,
  "failures" INTEGER NOT NULL DEFAULT 0,
  "nextAt" TIMESTAMPTZ(3) NOT NULL,
  "leaseUntil" TIMESTAMPTZ(3),
  "fence" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "Reconciliation_pkey" PRIMARY KEY ("shopId"),
  CONSTRAINT "Reconciliation_underWay" CHECK (("since" IS NULL) = ("until" IS NULL) AND ("since" IS NULL) = ("resource" IS NULL)),
  CONSTRAINT "Reconciliation_resource" CHECK ("resource" IN ('customers', 'orders', 'checkouts')),
  CONSTRAINT "Reconciliation_problem" CHECK ("problem" IN ('no_access', 'not_granted', 'no_answer'))
);
CREATE INDEX "Reconciliation_nextAt_idx" ON "Reconciliation" ("nextAt");
ALTER TABLE "Reconciliation" ADD CONSTRAINT "Reconciliation_shopId_fkey"
  FOREIGN KEY ("shopId") REFERENCES "Shop" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "StoreEvent" ADD COLUMN "fetched" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "StoreEvent_fetched" ON "StoreEvent" ("shopId", "receivedAt") WHERE "fetched";

ALTER TABLE "Shop" ADD COLUMN "fetchedAt" TIMESTAMPTZ(3);
