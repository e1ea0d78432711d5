-- When the team was reminded that the answer to a customer's request for their data is due.
ALTER TABLE "DataRequest" ADD COLUMN "remindedAt" TIMESTAMPTZ(3);
