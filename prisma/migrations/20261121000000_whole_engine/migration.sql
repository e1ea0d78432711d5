-- CreateEnum
CREATE TYPE "PurchaseStatus" AS ENUM ('pending', 'active', 'declined', 'expired');

-- AlterTable
ALTER TABLE "Automation" ADD COLUMN     "scannedTo" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "AutomationSequence" ADD COLUMN     "causedBy" UUID,
ADD COLUMN     "outputs" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "ConsentEvent" ADD COLUMN     "messageIds" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "timezone" TEXT;

-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "emailConsent" "SmsConsent" NOT NULL DEFAULT 'not_subscribed',
ADD COLUMN     "emailConsentAt" TIMESTAMPTZ(3),
ADD COLUMN     "birthday" TEXT,
ADD COLUMN     "currency" TEXT,
ADD COLUMN     "fields" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "heldByMessageId" UUID,
ADD COLUMN     "lastOrderAt" TIMESTAMPTZ(3),
ADD COLUMN     "marketingHeldAt" TIMESTAMPTZ(3),
ADD COLUMN     "metricsAt" TIMESTAMPTZ(3),
ADD COLUMN     "ordersCount" INTEGER,
ADD COLUMN     "since" TIMESTAMPTZ(3),
ADD COLUMN     "state" TEXT,
ADD COLUMN     "totalSpent" DECIMAL(18,4);

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "subject" TEXT;

-- AlterTable
ALTER TABLE "MessageAttempt" ADD COLUMN     "cleanLooks" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "looks" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "nextLookAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Shop" ADD COLUMN     "eventTokenHash" TEXT;

-- AlterTable
ALTER TABLE "Task" ADD COLUMN     "remindedAt" TIMESTAMPTZ(3),
ADD COLUMN     "sequenceId" UUID;

-- CreateTable
CREATE TABLE "Echo" (
    "shopId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "sequenceId" UUID NOT NULL,
    "hop" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Echo_pkey" PRIMARY KEY ("shopId","key")
);

-- CreateTable
CREATE TABLE "ProductVariant" (
    "shopId" UUID NOT NULL,
    "variantId" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "inventoryItemId" TEXT,
    "title" TEXT NOT NULL,
    "handle" TEXT,
    "price" DECIMAL(18,4) NOT NULL,
    "available" INTEGER,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProductVariant_pkey" PRIMARY KEY ("shopId","variantId")
);

-- CreateTable
CREATE TABLE "ProductInterest" (
    "id" UUID NOT NULL,
    "shopId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "variantId" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "price" DECIMAL(18,4),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ProductInterest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CreditPurchase" (
    "id" UUID NOT NULL,
    "shopId" UUID NOT NULL,
    "packKey" TEXT NOT NULL,
    "credits" INTEGER NOT NULL,
    "price" DECIMAL(18,2) NOT NULL,
    "currency" TEXT NOT NULL,
    "status" "PurchaseStatus" NOT NULL DEFAULT 'pending',
    "shopifyId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "completedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CreditPurchase_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Echo_createdAt_idx" ON "Echo"("createdAt");

-- CreateIndex
CREATE INDEX "ProductVariant_shopId_inventoryItemId_idx" ON "ProductVariant"("shopId", "inventoryItemId");

-- CreateIndex
CREATE INDEX "ProductInterest_shopId_variantId_idx" ON "ProductInterest"("shopId", "variantId");

-- CreateIndex
CREATE INDEX "ProductInterest_customerId_idx" ON "ProductInterest"("customerId");

-- CreateIndex
CREATE UNIQUE INDEX "ProductInterest_shopId_customerId_variantId_key" ON "ProductInterest"("shopId", "customerId", "variantId");

-- CreateIndex
CREATE UNIQUE INDEX "CreditPurchase_shopifyId_key" ON "CreditPurchase"("shopifyId");

-- CreateIndex
CREATE INDEX "CreditPurchase_shopId_createdAt_idx" ON "CreditPurchase"("shopId", "createdAt");

-- CreateIndex
CREATE INDEX "Customer_shopId_birthday_idx" ON "Customer"("shopId", "birthday");

-- CreateIndex
CREATE INDEX "Customer_shopId_lastOrderAt_idx" ON "Customer"("shopId", "lastOrderAt");

-- CreateIndex
CREATE UNIQUE INDEX "Shop_eventTokenHash_key" ON "Shop"("eventTokenHash");

-- AddForeignKey
ALTER TABLE "Echo" ADD CONSTRAINT "Echo_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProductVariant" ADD CONSTRAINT "ProductVariant_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProductInterest" ADD CONSTRAINT "ProductInterest_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProductInterest" ADD CONSTRAINT "ProductInterest_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CreditPurchase" ADD CONSTRAINT "CreditPurchase_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What is to be asked for: texts whose outcome is unknown.
CREATE INDEX "MessageAttempt_to_look_up" ON "MessageAttempt" ("nextLookAt") WHERE "nextLookAt" IS NOT NULL;
-- Proof of consent is append-only; only erasure may take the personal part out of it.
CREATE FUNCTION shopbell_consent_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF pg_trigger_depth() > 1 THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'ConsentEvent is append-only';
  END IF;
  IF (OLD."id", OLD."shopId", OLD."phoneHash", OLD."state", OLD."previous", OLD."source", OLD."occurredAt", OLD."createdAt")
     IS DISTINCT FROM (NEW."id", NEW."shopId", NEW."phoneHash", NEW."state", NEW."previous", NEW."source", NEW."occurredAt", NEW."createdAt") THEN
    RAISE EXCEPTION 'ConsentEvent is append-only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ConsentEvent_append_only" BEFORE UPDATE OR DELETE ON "ConsentEvent" FOR EACH ROW EXECUTE FUNCTION shopbell_consent_kept();
-- A birthday is a day of a year.
ALTER TABLE "Customer" ADD CONSTRAINT "Customer_birthday_is_a_day" CHECK ("birthday" IS NULL OR "birthday" ~ '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$');
