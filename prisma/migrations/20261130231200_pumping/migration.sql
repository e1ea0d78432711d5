-- How many new numbers of the same block (all but the last four digits), and of the same region (the first four
-- characters), the shop got within the hour before a number: what SMS pumping shows.
ALTER TABLE "Subscriber"
  ADD COLUMN "newInBlock" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "newInRegion" INTEGER NOT NULL DEFAULT 0;

CREATE INDEX "Subscriber_region" ON "Subscriber" ("shopId", left("address", 4), "createdAt") WHERE "channel" = 'sms';

CREATE FUNCTION count_new_numbers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  block text := left(NEW."address", -4);
BEGIN
  -- A block has 10,000 numbers at most; the region is counted to 2,000, the most that a limit may be.
  SELECT count(*) INTO NEW."newInBlock"
  FROM "Subscriber" s
  WHERE s."shopId" = NEW."shopId" AND s."channel" = 'sms' AND s."address" >= block || '0000'
    AND s."address" <= block || '9999' AND left(s."address", -4) = block
    AND s."createdAt" > NEW."createdAt" - interval '1 hour';
  SELECT count(*) INTO NEW."newInRegion"
  FROM (
    SELECT 1
    FROM "Subscriber" s
    WHERE s."shopId" = NEW."shopId" AND s."channel" = 'sms' AND left(s."address", 4) = left(NEW."address", 4)
      AND s."createdAt" > NEW."createdAt" - interval '1 hour'
    LIMIT 2000
  ) lately;
  RETURN NEW;
END $$;

CREATE TRIGGER "Subscriber_count_new_numbers" BEFORE INSERT ON "Subscriber"
  FOR EACH ROW WHEN (NEW."channel" = 'sms' AND NEW."address" IS NOT NULL) EXECUTE FUNCTION count_new_numbers();
