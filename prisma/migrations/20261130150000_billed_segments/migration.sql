-- The number of segments that the provider counted for a text: the nightly proof compares it with what was charged.
ALTER TABLE "Message" ADD COLUMN "billedSegments" INTEGER;
