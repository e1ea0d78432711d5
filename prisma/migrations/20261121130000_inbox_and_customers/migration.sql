-- The newest customers of a shop, page by page.
CREATE INDEX "Customer_shopId_id_idx" ON "Customer"("shopId", "id");

-- What a number has written to a shop.
CREATE INDEX "Message_inbound" ON "Message" ("shopId", "from", "createdAt") WHERE "direction" = 'inbound';

-- What waits for somebody: texts to be read, replies that may have meant stop.
CREATE INDEX "Conversation_unread" ON "Conversation" ("shopId", "lastInboundAt") WHERE "unread" > 0;
CREATE INDEX "Customer_held" ON "Customer" ("shopId") WHERE "marketingHeldAt" IS NOT NULL;

-- A customer by how their number, their name or their address begins.
CREATE INDEX "Customer_phone_begins" ON "Customer" ("shopId", "phone" text_pattern_ops) WHERE "phone" IS NOT NULL;
CREATE INDEX "Customer_first_name_begins" ON "Customer" ("shopId", lower("firstName" || ' ' || coalesce("lastName", '')) text_pattern_ops) WHERE "firstName" IS NOT NULL;
CREATE INDEX "Customer_last_name_begins" ON "Customer" ("shopId", lower("lastName") text_pattern_ops) WHERE "lastName" IS NOT NULL;
CREATE INDEX "Customer_email_begins" ON "Customer" ("shopId", lower("email") text_pattern_ops) WHERE "email" IS NOT NULL;
