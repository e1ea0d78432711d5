-- The codes of a campaign belong to one discount, and are added to it in bulk before the texts go out.
ALTER TABLE "Campaign"
  ADD COLUMN "discountId" TEXT,
  ADD COLUMN "discountEndsAt" TIMESTAMPTZ(3),
  ADD COLUMN "codesProblem" TEXT,
  ADD COLUMN "codesAgainAt" TIMESTAMPTZ(3);
ALTER TABLE "CampaignRecipient"
  ADD COLUMN "code" TEXT,
  ADD COLUMN "codeCreationId" TEXT,
  ADD COLUMN "codeMadeAt" TIMESTAMPTZ(3),
  ADD COLUMN "codeRefusals" INTEGER NOT NULL DEFAULT 0;
