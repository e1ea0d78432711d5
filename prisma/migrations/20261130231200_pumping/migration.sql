-- How many new numbers of the same block (all but the last four digits), and of the same region (the first four
-- characters), the shop got before a number within the clock's hour: what SMS pumping shows. The latest number like it
-- has the count so far, so that each costs two index look-ups however many there are.
ALTER TABLE "Subscriber"
  ADD COLUMN "newInBlock" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "newInRegion" INTEGER NOT NULL DEFAULT 0;

CREATE INDEX "Subscriber_block" ON "Subscriber" ("shopId", left("address", -4), "createdAt", "newInBlock")
  WHERE "channel" = 'sms';
CREATE INDEX "Subscriber_region" ON "Subscriber" ("shopId", left("address", 4), "createdAt", "newInRegion")
  WHERE "channel" = 'sms';

CREATE FUNCTION shopbell_count_new_numbers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."newInBlock" := coalesce((
    SELECT s."newInBlock" + 1
    FROM "Subscriber" s
    WHERE s."shopId" = NEW."shopId" AND s."channel" = 'sms' AND left(s."address", -4) = left(NEW."address", -4)
      AND s."createdAt" >= date_trunc('hour', NEW."createdAt", 'UTC')
    ORDER BY s."createdAt" DESC, s."newInBlock" DESC LIMIT 1
  ), 0);
  NEW."newInRegion" := coalesce((
    SELECT s."newInRegion" + 1
    FROM "Subscriber" s
    WHERE s."shopId" = NEW."shopId" AND s."channel" = 'sms' AND left(s."address", 4) = left(NEW."address", 4)
      AND s."createdAt" >= date_trunc('hour', NEW."createdAt", 'UTC')
    ORDER BY s."createdAt" DESC, s."newInRegion" DESC LIMIT 1
  ), 0);
  RETURN NEW;
END $$;

CREATE TRIGGER "Subscriber_count_new_numbers" BEFORE INSERT ON "Subscriber"
  FOR EACH ROW WHEN (NEW."channel" = 'sms' AND NEW."address" IS NOT NULL) EXECUTE FUNCTION shopbell_count_new_numbers();
