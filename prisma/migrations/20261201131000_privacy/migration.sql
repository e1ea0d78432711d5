-- What is left to erase of a customer after the intake's transaction has erased the customer's own row.
CREATE TABLE "CustomerErasure" (
  "id" UUID NOT NULL,
  "shopId" UUID NOT NULL,
  "customerId" UUID,
  "phones" TEXT[] NOT NULL,
  "names" TEXT[] NOT NULL,
  "needles" TEXT[] NOT NULL,
  "step" INTEGER NOT NULL DEFAULT 0,
  "cursor" UUID,
  "leaseUntil" TIMESTAMPTZ(3),
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "CustomerErasure_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "CustomerErasure_shopId_idx" ON "CustomerErasure" ("shopId");
CREATE INDEX "CustomerErasure_customerId_idx" ON "CustomerErasure" ("customerId");
ALTER TABLE "CustomerErasure" ADD CONSTRAINT "CustomerErasure_shopId_fkey"
  FOREIGN KEY ("shopId") REFERENCES "Shop" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "CustomerErasure" ADD CONSTRAINT "CustomerErasure_customerId_fkey"
  FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A customer's request for their data, and the merchant's answer to it.
CREATE TABLE "DataRequest" (
  "id" UUID NOT NULL,
  "shopId" UUID NOT NULL,
  "storeEventId" UUID NOT NULL,
  "customerId" UUID,
  "customerShopifyId" TEXT,
  "requestedAt" TIMESTAMPTZ(3) NOT NULL,
  "dueAt" TIMESTAMPTZ(3) NOT NULL,
  "downloadedAt" TIMESTAMPTZ(3),
  "downloadedBy" TEXT,
  "answeredAt" TIMESTAMPTZ(3),
  "answeredBy" TEXT,
  CONSTRAINT "DataRequest_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "DataRequest_storeEventId_key" ON "DataRequest" ("storeEventId");
CREATE INDEX "DataRequest_shopId_requestedAt_idx" ON "DataRequest" ("shopId", "requestedAt");
CREATE INDEX "DataRequest_customerId_idx" ON "DataRequest" ("customerId");
ALTER TABLE "DataRequest" ADD CONSTRAINT "DataRequest_shopId_fkey"
  FOREIGN KEY ("shopId") REFERENCES "Shop" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "DataRequest" ADD CONSTRAINT "DataRequest_customerId_fkey"
  FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Who has looked at personal data, and when.
CREATE TABLE "PersonalDataAccess" (
  "id" UUID NOT NULL,
  "shopId" UUID NOT NULL,
  "actor" TEXT NOT NULL,
  "what" TEXT NOT NULL,
  "customerId" UUID,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "PersonalDataAccess_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "PersonalDataAccess_what" CHECK ("what" IN ('customer', 'conversation', 'export', 'bundle', 'evidence'))
);
CREATE INDEX "PersonalDataAccess_shopId_at_idx" ON "PersonalDataAccess" ("shopId", "at");
CREATE INDEX "PersonalDataAccess_customerId_idx" ON "PersonalDataAccess" ("customerId");
ALTER TABLE "PersonalDataAccess" ADD CONSTRAINT "PersonalDataAccess_shopId_fkey"
  FOREIGN KEY ("shopId") REFERENCES "Shop" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "PersonalDataAccess" ADD CONSTRAINT "PersonalDataAccess_customerId_fkey"
  FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
