-- An order is one thing: what every event told of it, each group of fields as of its newest version.
ALTER TABLE "StoreOrder" ALTER COLUMN "total" DROP NOT NULL, ALTER COLUMN "currency" DROP NOT NULL,
  ADD COLUMN "stands" BOOLEAN NOT NULL DEFAULT true, ADD COLUMN "told" JSONB;
UPDATE "StoreOrder" SET "stands" = false WHERE "cancelledAt" IS NOT NULL;

-- An event of an unknown order waits: how often it has looked for the order. `leaseUntil` says when it looks again.
ALTER TABLE "StoreEvent" ADD COLUMN "test" BOOLEAN NOT NULL DEFAULT false, ADD COLUMN "waits" INTEGER NOT NULL DEFAULT 0;
