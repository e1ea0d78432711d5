-- A campaign is one text to the members of segments, once. Its texts run through an automation of its own.
ALTER TYPE "CampaignStatus" ADD VALUE 'paused';
CREATE TYPE "CampaignRecipientStatus" AS ENUM (
  'pending', 'queued', 'sent', 'skipped', 'failed', 'held_out', 'left_out', 'missed', 'cancelled'
);

ALTER TABLE "Automation" ADD COLUMN "campaign" BOOLEAN NOT NULL DEFAULT false;

-- No release has written a campaign yet.
ALTER TABLE "Campaign" DROP COLUMN "segmentId", DROP COLUMN "body";
ALTER TABLE "Campaign"
  ADD COLUMN "plan" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "includes" UUID[] NOT NULL DEFAULT '{}',
  ADD COLUMN "excludes" UUID[] NOT NULL DEFAULT '{}',
  ADD COLUMN "automationId" UUID,
  ADD COLUMN "preparedTo" UUID,
  ADD COLUMN "preparedAt" TIMESTAMPTZ(3),
  ADD COLUMN "releasedTo" TIMESTAMPTZ(3),
  ADD COLUMN "nextLookAt" TIMESTAMPTZ(3),
  ADD COLUMN "leaseUntil" TIMESTAMPTZ(3),
  ADD COLUMN "fence" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "pausedReason" TEXT,
  ADD COLUMN "pausedAt" TIMESTAMPTZ(3),
  ADD COLUMN "winner" TEXT,
  ADD COLUMN "winnerSaw" JSONB,
  ADD COLUMN "author" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "Campaign" ALTER COLUMN "plan" DROP DEFAULT, ALTER COLUMN "updatedAt" DROP DEFAULT;
ALTER TABLE "Campaign" ADD CONSTRAINT "Campaign_automationId_fkey"
  FOREIGN KEY ("automationId") REFERENCES "Automation"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE UNIQUE INDEX "Campaign_automationId_key" ON "Campaign"("automationId");
CREATE INDEX "Campaign_nextLookAt_idx" ON "Campaign"("nextLookAt");

CREATE TABLE "CampaignRecipient" (
  "id" UUID NOT NULL,
  "shopId" UUID NOT NULL,
  "campaignId" UUID NOT NULL,
  "customerId" UUID,
  "subscriberId" UUID,
  "arm" TEXT,
  "status" "CampaignRecipientStatus" NOT NULL DEFAULT 'pending',
  "reason" TEXT,
  "dueAt" TIMESTAMPTZ(3) NOT NULL,
  "sequenceId" UUID,
  "entries" INTEGER NOT NULL DEFAULT 0,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  "settledAt" TIMESTAMPTZ(3),
  CONSTRAINT "CampaignRecipient_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "CampaignRecipient_shopId_fkey"
    FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "CampaignRecipient_campaignId_fkey"
    FOREIGN KEY ("campaignId") REFERENCES "Campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "CampaignRecipient_customerId_fkey"
    FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT "CampaignRecipient_subscriberId_fkey"
    FOREIGN KEY ("subscriberId") REFERENCES "Subscriber"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "CampaignRecipient_campaignId_subscriberId_key" ON "CampaignRecipient"("campaignId", "subscriberId");
CREATE UNIQUE INDEX "CampaignRecipient_campaignId_customerId_key" ON "CampaignRecipient"("campaignId", "customerId");
CREATE INDEX "CampaignRecipient_campaignId_status_dueAt_id_idx"
  ON "CampaignRecipient"("campaignId", "status", "dueAt", "id");
CREATE INDEX "CampaignRecipient_shopId_idx" ON "CampaignRecipient"("shopId");
CREATE INDEX "CampaignRecipient_customerId_idx" ON "CampaignRecipient"("customerId");
CREATE INDEX "CampaignRecipient_subscriberId_idx" ON "CampaignRecipient"("subscriberId");
