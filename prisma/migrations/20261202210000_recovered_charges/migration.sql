-- A restored copy lacks what was paid after it, and the consents that changed. Both are read back from Shopify: until then no
-- top-up begins, and no marketing goes out.
ALTER TABLE "Shop" ADD COLUMN "chargesReadAt" TIMESTAMPTZ(3), ADD COLUMN "consentsReadAt" TIMESTAMPTZ(3);
