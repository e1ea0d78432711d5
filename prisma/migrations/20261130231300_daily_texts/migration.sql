-- Texts of a past day, in the shop's time zone: Home counts each day once.
CREATE TABLE "DailyTexts" (
  "shopId" UUID NOT NULL,
  "timezone" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  "sent" INTEGER NOT NULL,
  "notSent" INTEGER NOT NULL,
  CONSTRAINT "DailyTexts_pkey" PRIMARY KEY ("shopId", "timezone", "day"),
  CONSTRAINT "DailyTexts_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
