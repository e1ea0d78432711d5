-- Lists of contacts that staff or the operator import: the file in parts, its rows, and what became of each.
CREATE TYPE "ContactImportStatus" AS ENUM (
  'uploading', 'uploaded', 'reading', 'checking', 'checked', 'importing', 'imported', 'undoing', 'undone'
);

CREATE TABLE "ContactImport" (
  "id" UUID NOT NULL,
  "shopId" UUID NOT NULL,
  "fileName" TEXT NOT NULL,
  "fileBytes" INTEGER NOT NULL,
  "parts" INTEGER NOT NULL DEFAULT 0,
  "status" "ContactImportStatus" NOT NULL DEFAULT 'uploading',
  "reading" JSONB,
  "plan" JSONB,
  "statedBy" TEXT,
  "statedAt" TIMESTAMPTZ(3),
  "cursor" INTEGER NOT NULL DEFAULT 0,
  "total" INTEGER,
  "checked" JSONB,
  "applied" JSONB,
  "undone" JSONB,
  "author" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  "importedAt" TIMESTAMPTZ(3),
  "undoneAt" TIMESTAMPTZ(3),
  "undoneBy" TEXT,
  CONSTRAINT "ContactImport_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "ContactImport_shopId_fkey"
    FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "ContactImport_shopId_createdAt_idx" ON "ContactImport"("shopId", "createdAt");

CREATE TABLE "ContactImportPart" (
  "importId" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "shopId" UUID NOT NULL,
  "bytes" BYTEA NOT NULL,
  CONSTRAINT "ContactImportPart_pkey" PRIMARY KEY ("importId", "position"),
  CONSTRAINT "ContactImportPart_shopId_fkey"
    FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "ContactImportPart_importId_fkey"
    FOREIGN KEY ("importId") REFERENCES "ContactImport"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "ContactImportPart_shopId_idx" ON "ContactImportPart"("shopId");

CREATE TABLE "ContactImportRow" (
  "importId" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "shopId" UUID NOT NULL,
  "address" TEXT,
  "addressHash" TEXT,
  "cells" JSONB NOT NULL,
  "contact" JSONB,
  "outcome" TEXT NOT NULL,
  "reason" TEXT,
  "customerId" UUID,
  "created" BOOLEAN NOT NULL DEFAULT false,
  "joined" BOOLEAN NOT NULL DEFAULT false,
  "consentEventId" UUID,
  "before" JSONB,
  "undone" TEXT,
  CONSTRAINT "ContactImportRow_pkey" PRIMARY KEY ("importId", "number"),
  CONSTRAINT "ContactImportRow_shopId_fkey"
    FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "ContactImportRow_importId_fkey"
    FOREIGN KEY ("importId") REFERENCES "ContactImport"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "ContactImportRow_customerId_fkey"
    FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX "ContactImportRow_importId_outcome_number_idx" ON "ContactImportRow"("importId", "outcome", "number");
CREATE INDEX "ContactImportRow_shopId_address_idx" ON "ContactImportRow"("shopId", "address");
CREATE INDEX "ContactImportRow_customerId_idx" ON "ContactImportRow"("customerId");

-- Numbers of a list are no flood of sign-ups, and must not hide one: the counts of new numbers leave them out.
ALTER TABLE "Subscriber" ADD COLUMN "imported" BOOLEAN NOT NULL DEFAULT false;

DROP INDEX "Subscriber_block";
DROP INDEX "Subscriber_region";
CREATE INDEX "Subscriber_block" ON "Subscriber" ("shopId", left("address", -4), "createdAt", "newInBlock")
  WHERE "channel" = 'sms' AND NOT "imported";
CREATE INDEX "Subscriber_region" ON "Subscriber" ("shopId", left("address", 4), "createdAt", "newInRegion")
  WHERE "channel" = 'sms' AND NOT "imported";

CREATE OR REPLACE FUNCTION shopbell_count_new_numbers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."newInBlock" := coalesce((
    SELECT s."newInBlock" + 1
    FROM "Subscriber" s
    WHERE s."shopId" = NEW."shopId" AND s."channel" = 'sms' AND NOT s."imported"
      AND left(s."address", -4) = left(NEW."address", -4)
      AND s."createdAt" >= date_trunc('hour', NEW."createdAt", 'UTC')
    ORDER BY s."createdAt" DESC, s."newInBlock" DESC LIMIT 1
  ), 0);
  NEW."newInRegion" := coalesce((
    SELECT s."newInRegion" + 1
    FROM "Subscriber" s
    WHERE s."shopId" = NEW."shopId" AND s."channel" = 'sms' AND NOT s."imported"
      AND left(s."address", 4) = left(NEW."address", 4)
      AND s."createdAt" >= date_trunc('hour', NEW."createdAt", 'UTC')
    ORDER BY s."createdAt" DESC, s."newInRegion" DESC LIMIT 1
  ), 0);
  RETURN NEW;
END $$;

DROP TRIGGER "Subscriber_count_new_numbers" ON "Subscriber";
CREATE TRIGGER "Subscriber_count_new_numbers" BEFORE INSERT ON "Subscriber"
  FOR EACH ROW WHEN (NEW."channel" = 'sms' AND NEW."address" IS NOT NULL AND NOT NEW."imported")
  EXECUTE FUNCTION shopbell_count_new_numbers();
