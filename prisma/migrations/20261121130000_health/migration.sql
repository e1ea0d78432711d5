-- What was received of a topic, and when last.
CREATE INDEX "StoreEvent_shopId_topic_receivedAt_idx" ON "StoreEvent"("shopId", "topic", "receivedAt");

-- Few of many: those that a person may try again.
CREATE INDEX "StoreEvent_failed" ON "StoreEvent" ("shopId", "receivedAt") WHERE "status" = 'failed';
