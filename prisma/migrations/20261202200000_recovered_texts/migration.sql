-- A restored copy lacks the texts that went out after it. They are read back from the provider's list, and each text that
-- would go out is compared with them for some days.
ALTER TABLE "Shop" ADD COLUMN "copiedAt" TIMESTAMPTZ(3), ADD COLUMN "restoredAt" TIMESTAMPTZ(3),
  ADD COLUMN "recoveredAt" TIMESTAMPTZ(3);

ALTER TABLE "Message" ADD COLUMN "recovered" BOOLEAN NOT NULL DEFAULT false;
