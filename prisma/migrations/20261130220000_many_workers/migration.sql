-- Shops take turns in the intake: each shop's waiting events, oldest first.
CREATE INDEX "StoreEvent_waiting_by_shop" ON "StoreEvent" ("shopId", "triggeredAt") WHERE "status" = 'received';
DROP INDEX "StoreEvent_waiting";
