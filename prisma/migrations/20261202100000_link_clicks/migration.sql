-- One row for each click, with the signs of a machine.
CREATE TABLE "LinkClick" (
  "id" UUID NOT NULL,
  "shopId" UUID NOT NULL,
  "code" TEXT NOT NULL,
  "messageId" UUID,
  "customerId" UUID,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "agent" TEXT NOT NULL,
  "signs" TEXT[] NOT NULL DEFAULT '{}',
  CONSTRAINT "LinkClick_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "ShortLink"
  ADD COLUMN "utmCampaign" TEXT,
  ADD COLUMN "utmContent" TEXT,
  ADD COLUMN "machineClicks" INTEGER NOT NULL DEFAULT 0;

-- Earlier releases kept the last click of each link alone, without machines that told so.
INSERT INTO "LinkClick" ("id", "shopId", "code", "messageId", "customerId", "at", "agent")
SELECT gen_random_uuid(), "shopId", "code", "messageId", "customerId", "lastClickAt", 'unknown'
FROM "ShortLink"
WHERE "lastClickAt" IS NOT NULL AND NOT "optsOut";

ALTER TABLE "LinkClick" ADD CONSTRAINT "LinkClick_shopId_fkey"
  FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "LinkClick" ADD CONSTRAINT "LinkClick_code_fkey"
  FOREIGN KEY ("code") REFERENCES "ShortLink"("code") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "LinkClick" ADD CONSTRAINT "LinkClick_messageId_fkey"
  FOREIGN KEY ("messageId") REFERENCES "Message"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "LinkClick" ADD CONSTRAINT "LinkClick_customerId_fkey"
  FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "LinkClick_code_at_idx" ON "LinkClick"("code", "at");
CREATE INDEX "LinkClick_messageId_idx" ON "LinkClick"("messageId");
CREATE INDEX "LinkClick_customerId_at_idx" ON "LinkClick"("customerId", "at");
CREATE INDEX "LinkClick_shopId_at_idx" ON "LinkClick"("shopId", "at");
