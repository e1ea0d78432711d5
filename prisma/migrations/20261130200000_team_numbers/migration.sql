-- Numbers of the team, proven by a code, to which test texts may go. Numbers saved before are proven at the next test.
CREATE TABLE "TeamNumber" (
  "shopId" UUID NOT NULL,
  "phone" TEXT NOT NULL,
  "provenBy" TEXT NOT NULL,
  "provenAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "TeamNumber_pkey" PRIMARY KEY ("shopId", "phone")
);
ALTER TABLE "TeamNumber" ADD CONSTRAINT "TeamNumber_shopId_fkey" FOREIGN KEY ("shopId")
  REFERENCES "Shop" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "TeamNumberCode" (
  "id" UUID NOT NULL,
  "shopId" UUID NOT NULL,
  "phone" TEXT NOT NULL,
  "codeHash" TEXT NOT NULL,
  "wrongTries" INTEGER NOT NULL DEFAULT 0,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "TeamNumberCode_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "TeamNumberCode_shopId_createdAt_idx" ON "TeamNumberCode" ("shopId", "createdAt");
CREATE INDEX "TeamNumberCode_phone_createdAt_idx" ON "TeamNumberCode" ("phone", "createdAt");
ALTER TABLE "TeamNumberCode" ADD CONSTRAINT "TeamNumberCode_shopId_fkey" FOREIGN KEY ("shopId")
  REFERENCES "Shop" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
