-- What the storefront's opt-in form shows, as Shopify was last told.
ALTER TABLE "Shop" ADD COLUMN "formPublished" JSONB;
