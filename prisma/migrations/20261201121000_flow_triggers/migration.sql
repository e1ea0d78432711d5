-- The outbox of triggers for Shopify Flow.
CREATE TABLE "FlowTrigger" (
  "id" UUID NOT NULL,
  "shopId" UUID NOT NULL,
  "handle" TEXT NOT NULL,
  "subjectId" UUID NOT NULL,
  "dueAt" TIMESTAMPTZ(3),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "sentAt" TIMESTAMPTZ(3),
  "failure" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,

  CONSTRAINT "FlowTrigger_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "FlowTrigger_shopId_handle_subjectId_key" ON "FlowTrigger"("shopId", "handle", "subjectId");
CREATE INDEX "FlowTrigger_dueAt_idx" ON "FlowTrigger"("dueAt");
CREATE INDEX "FlowTrigger_createdAt_idx" ON "FlowTrigger"("createdAt");
ALTER TABLE "FlowTrigger" ADD CONSTRAINT "FlowTrigger_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Where collecting goes on; null while the shop sends none.
ALTER TABLE "Shop" ADD COLUMN "flowTriggersSince" TIMESTAMPTZ(3);

-- What has happened in a shop since a time.
CREATE INDEX "ConsentEvent_shopId_createdAt_idx" ON "ConsentEvent"("shopId", "createdAt");
CREATE INDEX "AutomationSequence_shopId_completedAt_idx" ON "AutomationSequence"("shopId", "completedAt");
