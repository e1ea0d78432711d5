-- When Shopbell began to add the customer to Shopify: the webhook of the creation is then no news.
ALTER TABLE "Customer" ADD COLUMN "addedAt" TIMESTAMPTZ(3);
