-- The list of customers by last order, amount spent and name. The id breaks ties, so that pages follow one another.
DROP INDEX "Customer_shopId_lastOrderAt_idx";
CREATE INDEX "Customer_shopId_lastOrderAt_id_idx" ON "Customer" ("shopId", "lastOrderAt", "id");
CREATE INDEX "Customer_shopId_totalSpent_id_idx" ON "Customer" ("shopId", "totalSpent", "id");
CREATE INDEX "Customer_sorted_by_name" ON "Customer"
  ("shopId", nullif(lower(coalesce("firstName" || ' ', '') || coalesce("lastName", '')), ''), "id");
-- Customers by tag.
CREATE INDEX "Customer_tags_idx" ON "Customer" USING gin ("tags");
