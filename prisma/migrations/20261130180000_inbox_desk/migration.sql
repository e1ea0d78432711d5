-- Conversations and tasks can be assigned, and conversations closed. Those from before are open and unassigned.
ALTER TABLE "Conversation" ADD COLUMN "assigneeId" UUID, ADD COLUMN "closedAt" TIMESTAMPTZ(3);
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_assigneeId_fkey" FOREIGN KEY ("assigneeId")
  REFERENCES "Staff" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Conversation" ADD CONSTRAINT "Conversation_closed_is_read" CHECK ("closedAt" IS NULL OR "unread" = 0);
CREATE INDEX "Conversation_assigneeId_lastInboundAt_idx" ON "Conversation" ("assigneeId", "lastInboundAt");
CREATE INDEX "Conversation_open" ON "Conversation" ("shopId", "lastInboundAt") WHERE "closedAt" IS NULL;
CREATE INDEX "Conversation_unassigned" ON "Conversation" ("shopId", "lastInboundAt")
  WHERE "closedAt" IS NULL AND "assigneeId" IS NULL;
CREATE INDEX "Conversation_closed" ON "Conversation" ("shopId", "lastInboundAt") WHERE "closedAt" IS NOT NULL;

-- Notes that staff write in a conversation.
CREATE TABLE "ConversationNote" (
  "id" UUID NOT NULL,
  "shopId" UUID NOT NULL,
  "conversationId" UUID NOT NULL,
  "body" TEXT NOT NULL,
  "author" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "ConversationNote_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "ConversationNote_conversationId_createdAt_idx" ON "ConversationNote" ("conversationId", "createdAt");
CREATE INDEX "ConversationNote_shopId_idx" ON "ConversationNote" ("shopId");
ALTER TABLE "ConversationNote" ADD CONSTRAINT "ConversationNote_conversationId_fkey" FOREIGN KEY ("conversationId")
  REFERENCES "Conversation" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ConversationNote" ADD CONSTRAINT "ConversationNote_shopId_fkey" FOREIGN KEY ("shopId")
  REFERENCES "Shop" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Task" ADD COLUMN "createdBy" TEXT, ADD COLUMN "assigneeId" UUID;
ALTER TABLE "Task" ADD CONSTRAINT "Task_assigneeId_fkey" FOREIGN KEY ("assigneeId")
  REFERENCES "Staff" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "Task_assigneeId_status_dueAt_idx" ON "Task" ("assigneeId", "status", "dueAt");

-- Comments of staff on a task.
CREATE TABLE "TaskComment" (
  "id" UUID NOT NULL,
  "shopId" UUID NOT NULL,
  "taskId" UUID NOT NULL,
  "body" TEXT NOT NULL,
  "author" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "TaskComment_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "TaskComment_taskId_createdAt_idx" ON "TaskComment" ("taskId", "createdAt");
CREATE INDEX "TaskComment_shopId_idx" ON "TaskComment" ("shopId");
ALTER TABLE "TaskComment" ADD CONSTRAINT "TaskComment_taskId_fkey" FOREIGN KEY ("taskId")
  REFERENCES "Task" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "TaskComment" ADD CONSTRAINT "TaskComment_shopId_fkey" FOREIGN KEY ("shopId")
  REFERENCES "Shop" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
