-- No query looks for a consent alone. While statistics are of a small table, the planner took this index to find one
-- address, and read all subscribers of the channel.
DROP INDEX "Subscriber_shopId_channel_consent_idx";
