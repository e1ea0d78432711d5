-- CreateEnum
CREATE TYPE "StaffRole" AS ENUM ('owner', 'manager', 'support', 'viewer');

-- CreateEnum
CREATE TYPE "LongRunStatus" AS ENUM ('waiting', 'running', 'done', 'failed', 'cancelled');

-- AlterTable
ALTER TABLE "Automation" ADD COLUMN     "internal" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Staff" (
    "id" UUID NOT NULL,
    "shopId" UUID NOT NULL,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "role" "StaffRole" NOT NULL,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LongRun" (
    "id" UUID NOT NULL,
    "shopId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" "LongRunStatus" NOT NULL DEFAULT 'waiting',
    "input" JSONB NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "result" JSONB,
    "error" TEXT,
    "actor" TEXT NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LongRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Conversation" (
    "id" UUID NOT NULL,
    "shopId" UUID NOT NULL,
    "customerId" UUID,
    "phone" TEXT NOT NULL,
    "unread" INTEGER NOT NULL DEFAULT 0,
    "lastInboundAt" TIMESTAMPTZ(3) NOT NULL,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "Conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SavedView" (
    "id" UUID NOT NULL,
    "shopId" UUID NOT NULL,
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StoreOrder" (
    "shopId" UUID NOT NULL,
    "orderId" TEXT NOT NULL,
    "customerId" UUID,
    "total" DECIMAL(18,4) NOT NULL,
    "currency" TEXT NOT NULL,
    "placedAt" TIMESTAMPTZ(3) NOT NULL,
    "cancelledAt" TIMESTAMPTZ(3),
    "messageId" UUID,
    "automationId" UUID,

    CONSTRAINT "StoreOrder_pkey" PRIMARY KEY ("shopId","orderId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Staff_shopId_userId_key" ON "Staff"("shopId", "userId");

-- CreateIndex
CREATE INDEX "LongRun_shopId_kind_createdAt_idx" ON "LongRun"("shopId", "kind", "createdAt");

-- CreateIndex
CREATE INDEX "LongRun_status_leaseUntil_idx" ON "LongRun"("status", "leaseUntil");

-- CreateIndex
CREATE INDEX "Conversation_shopId_lastInboundAt_idx" ON "Conversation"("shopId", "lastInboundAt");

-- CreateIndex
CREATE INDEX "Conversation_customerId_idx" ON "Conversation"("customerId");

-- CreateIndex
CREATE UNIQUE INDEX "Conversation_shopId_phone_key" ON "Conversation"("shopId", "phone");

-- CreateIndex
CREATE UNIQUE INDEX "SavedView_shopId_page_name_key" ON "SavedView"("shopId", "page", "name");

-- CreateIndex
CREATE INDEX "StoreOrder_shopId_placedAt_idx" ON "StoreOrder"("shopId", "placedAt");

-- CreateIndex
CREATE INDEX "StoreOrder_automationId_placedAt_idx" ON "StoreOrder"("automationId", "placedAt");

-- CreateIndex
CREATE INDEX "StoreOrder_customerId_idx" ON "StoreOrder"("customerId");

-- CreateIndex
CREATE INDEX "StoreOrder_messageId_idx" ON "StoreOrder"("messageId");

-- AddForeignKey
ALTER TABLE "Staff" ADD CONSTRAINT "Staff_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LongRun" ADD CONSTRAINT "LongRun_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoreOrder" ADD CONSTRAINT "StoreOrder_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoreOrder" ADD CONSTRAINT "StoreOrder_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoreOrder" ADD CONSTRAINT "StoreOrder_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoreOrder" ADD CONSTRAINT "StoreOrder_automationId_fkey" FOREIGN KEY ("automationId") REFERENCES "Automation"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Texts that came in before the inbox was there stand in it as read.
INSERT INTO "Conversation" ("id", "shopId", "customerId", "phone", "lastInboundAt", "readAt")
SELECT DISTINCT ON ("shopId", "from") gen_random_uuid(), "shopId", "customerId", "from", "createdAt", "createdAt"
  FROM "Message" WHERE "direction" = 'inbound' AND "channel" = 'sms' AND "from" ~ '^\+'
 ORDER BY "shopId", "from", "createdAt" DESC;
