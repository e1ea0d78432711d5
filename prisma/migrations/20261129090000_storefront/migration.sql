-- Where the store's own pages are: links there are short in texts, and counted.
ALTER TABLE "Shop" ADD COLUMN "storefrontHost" TEXT;
