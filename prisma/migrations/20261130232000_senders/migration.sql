-- A sender for every shop: what its texts come from. A shop without one uses the installation's sender.
CREATE TYPE "SenderKind" AS ENUM ('toll_free', 'long_code', 'short_code', 'alphanumeric');
CREATE TYPE "SenderStatus" AS ENUM ('draft', 'submitted', 'in_review', 'approved', 'refused', 'suspended', 'released');

CREATE TABLE "Sender" (
  "id" UUID NOT NULL,
  "shopId" UUID NOT NULL,
  "kind" "SenderKind" NOT NULL,
  "status" "SenderStatus" NOT NULL DEFAULT 'draft',
  "resumesAs" "SenderStatus",
  "country" TEXT NOT NULL,
  "accountSid" TEXT,
  "authToken" TEXT,
  "serviceSid" TEXT,
  "number" TEXT,
  "numberSid" TEXT,
  "broughtNumber" TEXT,
  "approvedBefore" BOOLEAN NOT NULL DEFAULT false,
  "verificationSid" TEXT,
  "registration" JSONB NOT NULL DEFAULT '{}',
  "refusals" JSONB NOT NULL DEFAULT '[]',
  "editUntil" TIMESTAMPTZ(3),
  "perSecond" INTEGER NOT NULL,
  "problem" TEXT,
  "leaseUntil" TIMESTAMPTZ(3),
  "fence" INTEGER NOT NULL DEFAULT 0,
  "nextLookAt" TIMESTAMPTZ(3),
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  "submittedAt" TIMESTAMPTZ(3),
  "decidedAt" TIMESTAMPTZ(3),
  "releasedAt" TIMESTAMPTZ(3),
  CONSTRAINT "Sender_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "Sender_perSecond" CHECK ("perSecond" BETWEEN 1 AND 1000),
  CONSTRAINT "Sender_suspended" CHECK (("status" = 'suspended') = ("resumesAs" IS NOT NULL))
);
CREATE INDEX "Sender_shopId_idx" ON "Sender" ("shopId");
CREATE INDEX "Sender_accountSid_idx" ON "Sender" ("accountSid");
-- One number and one alphanumeric sender per shop at a time.
CREATE UNIQUE INDEX "Sender_one_per_shop" ON "Sender" ("shopId", ("kind" = 'alphanumeric')) WHERE "status" <> 'released';
CREATE UNIQUE INDEX "Sender_number" ON "Sender" ("number") WHERE "status" <> 'released' AND "kind" <> 'alphanumeric';
ALTER TABLE "Sender" ADD CONSTRAINT "Sender_shopId_fkey" FOREIGN KEY ("shopId")
  REFERENCES "Shop" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Accounts of erased shops, which are still to be closed at the provider.
CREATE TABLE "ClosingAccount" (
  "accountSid" TEXT NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "ClosingAccount_pkey" PRIMARY KEY ("accountSid")
);

CREATE TABLE "SenderPace" (
  "senderId" UUID NOT NULL,
  "nextAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "SenderPace_pkey" PRIMARY KEY ("senderId")
);
ALTER TABLE "SenderPace" ADD CONSTRAINT "SenderPace_senderId_fkey" FOREIGN KEY ("senderId")
  REFERENCES "Sender" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Texts on hold until their shop's sender is approved.
CREATE INDEX "ScheduledAutomation_held_for_sender" ON "ScheduledAutomation" ("shopId")
  WHERE "held" AND "status" = 'scheduled' AND "deferral"->>'reason' = 'sender_not_approved';

ALTER TABLE "Message" ADD COLUMN "senderId" UUID;

ALTER TABLE "Subscriber" ADD COLUMN "lineType" TEXT, ADD COLUMN "lineCheckedAt" TIMESTAMPTZ(3);

ALTER TABLE "Shop" ADD COLUMN "optOutScope" TEXT NOT NULL DEFAULT 'shared',
  ADD COLUMN "spendDay" DATE,
  ADD COLUMN "spentInDay" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "spentInMonth" INTEGER NOT NULL DEFAULT 0;
