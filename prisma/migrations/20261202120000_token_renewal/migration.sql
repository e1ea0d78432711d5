-- The process that renews a session's token has it alone until then.
ALTER TABLE "Session" ADD COLUMN "renewalUntil" TIMESTAMPTZ(3);
