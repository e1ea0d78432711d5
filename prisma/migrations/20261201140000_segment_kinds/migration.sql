-- A segment gets its members by hand and by steps, by conditions, or from a segment of Shopify.
CREATE TYPE "SegmentKind" AS ENUM ('conditions', 'static', 'shopify');

ALTER TABLE "Segment"
  ADD COLUMN "kind" "SegmentKind" NOT NULL DEFAULT 'static',
  ADD COLUMN "shopifyId" TEXT,
  ADD COLUMN "members" INTEGER,
  ADD COLUMN "unknown" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "countedAt" TIMESTAMPTZ(3),
  ADD COLUMN "triedAt" TIMESTAMPTZ(3),
  ADD COLUMN "problem" TEXT,
  ADD COLUMN "usedAt" TIMESTAMPTZ(3);
UPDATE "Segment" SET "kind" = 'conditions' WHERE "conditions" IS NOT NULL;
ALTER TABLE "Segment"
  ADD CONSTRAINT "Segment_conditions" CHECK (("kind" = 'conditions') = ("conditions" IS NOT NULL)),
  ADD CONSTRAINT "Segment_shopifyId" CHECK (("kind" = 'shopify') = ("shopifyId" IS NOT NULL)),
  ADD CONSTRAINT "Segment_problem" CHECK ("problem" IN ('no_access', 'not_granted', 'no_answer', 'gone'));
CREATE INDEX "Segment_kind_triedAt_idx" ON "Segment" ("kind", "triedAt");
