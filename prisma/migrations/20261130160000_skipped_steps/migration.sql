-- The messages that staff have skipped in a run before it reached them.
ALTER TABLE "AutomationSequence" ADD COLUMN "skippedSteps" TEXT[] NOT NULL DEFAULT '{}';
