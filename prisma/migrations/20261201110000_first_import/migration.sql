-- After the installation, what the store had before is read by bulk operations.
CREATE TYPE "ImportStatus" AS ENUM ('waiting', 'asked', 'reading', 'done', 'failed');

CREATE TABLE "StoreImport" (
  "shopId" UUID NOT NULL,
  "resource" TEXT NOT NULL,
  "status" "ImportStatus" NOT NULL DEFAULT 'waiting',
  "operationId" TEXT,
  "askedAt" TIMESTAMPTZ(3),
  "done" INTEGER NOT NULL DEFAULT 0,
  "total" INTEGER,
  "unreadable" INTEGER NOT NULL DEFAULT 0,
  "tries" INTEGER NOT NULL DEFAULT 0,
  "failures" INTEGER NOT NULL DEFAULT 0,
  "problem" TEXT,
  "startedAt" TIMESTAMPTZ(3) NOT NULL,
  "endedAt" TIMESTAMPTZ(3),
  "nextAt" TIMESTAMPTZ(3) NOT NULL,
  "leaseUntil" TIMESTAMPTZ(3),
  "fence" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "StoreImport_pkey" PRIMARY KEY ("shopId", "resource"),
  CONSTRAINT "StoreImport_resource" CHECK ("resource" IN ('customers', 'orders', 'checkouts')),
  CONSTRAINT "StoreImport_asked" CHECK ("status" NOT IN ('asked', 'reading') OR "operationId" IS NOT NULL),
  CONSTRAINT "StoreImport_ended" CHECK (("status" IN ('done', 'failed')) = ("endedAt" IS NOT NULL)),
  CONSTRAINT "StoreImport_problem" CHECK ("problem" IN ('no_access', 'not_granted', 'no_answer', 'failed', 'cancelled', 'unreadable', 'partial'))
);
CREATE INDEX "StoreImport_status_nextAt_idx" ON "StoreImport" ("status", "nextAt");
ALTER TABLE "StoreImport" ADD CONSTRAINT "StoreImport_shopId_fkey"
  FOREIGN KEY ("shopId") REFERENCES "Shop" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "StoreHistory" (
  "shopId" UUID NOT NULL,
  "subject" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "customerId" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "before" TIMESTAMPTZ(3) NOT NULL,
  "body" BYTEA NOT NULL,
  CONSTRAINT "StoreHistory_pkey" PRIMARY KEY ("shopId", "subject"),
  CONSTRAINT "StoreHistory_kind" CHECK ("kind" IN ('order', 'checkout', 'consent'))
);
CREATE INDEX "StoreHistory_shopId_at_subject_idx" ON "StoreHistory" ("shopId", "at", "subject");
CREATE INDEX "StoreHistory_customerId_idx" ON "StoreHistory" ("customerId");
ALTER TABLE "StoreHistory" ADD CONSTRAINT "StoreHistory_shopId_fkey"
  FOREIGN KEY ("shopId") REFERENCES "Shop" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "StoreHistory" ADD CONSTRAINT "StoreHistory_customerId_fkey"
  FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
