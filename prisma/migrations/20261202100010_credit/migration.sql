-- An order's amount as placed, and what refunds and a cancellation leave of it.
ALTER TABLE "StoreOrder"
  ADD COLUMN "gross" DECIMAL(18,4),
  ADD COLUMN "net" DECIMAL(18,4),
  ADD COLUMN "creditedBy" TEXT;
UPDATE "StoreOrder"
SET "gross" = coalesce(("told"->>'placedTotal')::decimal, "total"),
  "net" = CASE WHEN "cancelledAt" IS NULL THEN "total" ELSE 0 END;
CREATE INDEX "StoreOrder_credited" ON "StoreOrder" ("shopId", "placedAt") WHERE "messageId" IS NOT NULL;
