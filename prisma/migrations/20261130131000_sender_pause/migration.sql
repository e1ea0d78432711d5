-- The pause that the provider has asked a sender for: all workers keep it.
CREATE TABLE "SenderPause" (
    "sender" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "rests" INTEGER NOT NULL,

    CONSTRAINT "SenderPause_pkey" PRIMARY KEY ("sender")
);
