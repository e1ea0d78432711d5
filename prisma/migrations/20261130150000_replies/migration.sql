-- What an inbound text was read as and by which rule, and the answer that it got at once. Texts from before have none.
ALTER TABLE "Message" ADD COLUMN "meaning" TEXT, ADD COLUMN "meaningRule" TEXT, ADD COLUMN "answer" TEXT,
  ADD COLUMN "answeredBy" TEXT;
ALTER TABLE "Message" ADD CONSTRAINT "Message_answeredBy_check" CHECK ("answeredBy" IN ('shopbell', 'twilio'));

-- Pictures and other files of inbound texts; the provider keeps their content.
CREATE TABLE "MessageMedia" (
  "messageId" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "shopId" UUID NOT NULL,
  "contentType" TEXT NOT NULL,
  "url" TEXT NOT NULL,
  CONSTRAINT "MessageMedia_pkey" PRIMARY KEY ("messageId", "position")
);
CREATE INDEX "MessageMedia_shopId_idx" ON "MessageMedia" ("shopId");
ALTER TABLE "MessageMedia" ADD CONSTRAINT "MessageMedia_messageId_fkey" FOREIGN KEY ("messageId")
  REFERENCES "Message" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "MessageMedia" ADD CONSTRAINT "MessageMedia_shopId_fkey" FOREIGN KEY ("shopId")
  REFERENCES "Shop" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
