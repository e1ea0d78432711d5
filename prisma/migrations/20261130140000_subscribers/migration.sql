-- Consent, suppression and reachability belong to an address, no longer to a customer.

CREATE TABLE "Subscriber" (
    "id" UUID NOT NULL,
    "shopId" UUID NOT NULL,
    "channel" "Channel" NOT NULL,
    "address" TEXT,
    "addressHash" TEXT,
    "consent" "ConsentState" NOT NULL DEFAULT 'not_subscribed',
    "consentAt" TIMESTAMPTZ(3),
    "level" TEXT,
    "source" TEXT,
    "wordsVersion" TEXT,
    "namesCartReminders" BOOLEAN NOT NULL DEFAULT false,
    "consentEventId" UUID,
    "suppressedAt" TIMESTAMPTZ(3),
    "suppressedBy" TEXT,
    "marketingHeldAt" TIMESTAMPTZ(3),
    "heldByMessageId" UUID,
    "unreachableCode" TEXT,
    "unreachableSince" TIMESTAMPTZ(3),
    "unreachableUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "Subscriber_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "CustomerAddress" (
    "customerId" UUID NOT NULL,
    "subscriberId" UUID NOT NULL,
    "shopId" UUID NOT NULL,
    "origin" TEXT NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,
    "formerSince" TIMESTAMPTZ(3),
    CONSTRAINT "CustomerAddress_pkey" PRIMARY KEY ("customerId","subscriberId")
);
CREATE UNIQUE INDEX "Subscriber_shopId_channel_address_key" ON "Subscriber"("shopId", "channel", "address");
CREATE INDEX "Subscriber_shopId_channel_consent_idx" ON "Subscriber"("shopId", "channel", "consent");
CREATE INDEX "Subscriber_addressHash_idx" ON "Subscriber"("addressHash");
CREATE INDEX "CustomerAddress_subscriberId_idx" ON "CustomerAddress"("subscriberId");
CREATE INDEX "CustomerAddress_shopId_idx" ON "CustomerAddress"("shopId");
ALTER TABLE "Subscriber" ADD CONSTRAINT "Subscriber_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "CustomerAddress" ADD CONSTRAINT "CustomerAddress_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "Shop"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "CustomerAddress" ADD CONSTRAINT "CustomerAddress_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "CustomerAddress" ADD CONSTRAINT "CustomerAddress_subscriberId_fkey" FOREIGN KEY ("subscriberId") REFERENCES "Subscriber"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Proofs of consent name the channel and the address.
DROP TRIGGER "ConsentEvent_append_only" ON "ConsentEvent";
ALTER TABLE "ConsentEvent" RENAME COLUMN "phone" TO "address";
ALTER TABLE "ConsentEvent" RENAME COLUMN "phoneHash" TO "addressHash";
ALTER TABLE "ConsentEvent" ADD COLUMN "channel" "Channel" NOT NULL DEFAULT 'sms';
ALTER INDEX "ConsentEvent_shopId_phoneHash_occurredAt_idx" RENAME TO "ConsentEvent_shopId_addressHash_occurredAt_idx";

-- One subscriber for each number of a customer or of a proof, and for each e-mail address.
INSERT INTO "Subscriber" ("id", "shopId", "channel", "address", "addressHash", "createdAt")
SELECT gen_random_uuid(), n."shopId", 'sms', n."address", n."addressHash", min(n."createdAt")
FROM (
  SELECT "shopId", "phone" AS "address", "phoneHash" AS "addressHash", "createdAt"
  FROM "Customer"
  WHERE "phone" IS NOT NULL
  UNION ALL
  SELECT "shopId", "address", "addressHash", "createdAt"
  FROM "ConsentEvent"
  WHERE "address" IS NOT NULL
) n
GROUP BY n."shopId", n."address", n."addressHash"
ON CONFLICT ("shopId", "channel", "address") DO NOTHING;
-- Numbers of which erasure left the hash.
INSERT INTO "Subscriber" ("id", "shopId", "channel", "addressHash", "createdAt")
SELECT gen_random_uuid(), h."shopId", 'sms', h."addressHash", min(h."createdAt")
FROM (
  SELECT "shopId", "phoneHash" AS "addressHash", "createdAt" FROM "Customer" WHERE "phoneHash" IS NOT NULL
  UNION ALL
  SELECT "shopId", "addressHash", "createdAt" FROM "ConsentEvent" WHERE "addressHash" IS NOT NULL
  UNION ALL
  SELECT "shopId", "phoneHash", "createdAt" FROM "Suppression"
) h
WHERE NOT EXISTS (
  SELECT 1 FROM "Subscriber" s WHERE s."shopId" = h."shopId" AND s."addressHash" = h."addressHash"
)
GROUP BY h."shopId", h."addressHash";
INSERT INTO "Subscriber" ("id", "shopId", "channel", "address", "createdAt")
SELECT gen_random_uuid(), "shopId", 'email', lower("email"), min("createdAt")
FROM "Customer"
WHERE "email" IS NOT NULL
GROUP BY "shopId", lower("email");

-- A customer keeps its address, and the numbers that its proofs name. The origin of the former is not known.
INSERT INTO "CustomerAddress" ("customerId", "subscriberId", "shopId", "origin", "seenAt")
SELECT DISTINCT ON (l."customerId", s."id") l."customerId", s."id", l."shopId", l."origin", l."seenAt"
FROM (
  SELECT c."id" AS "customerId", c."shopId", 'sms'::"Channel" AS "channel", c."phone" AS "address",
    c."phoneHash" AS "addressHash", 'unknown' AS "origin", c."createdAt" AS "seenAt"
  FROM "Customer" c
  WHERE c."phone" IS NOT NULL OR c."phoneHash" IS NOT NULL
  UNION ALL
  SELECT c."id", c."shopId", 'email', lower(c."email"), NULL, 'customer', c."createdAt"
  FROM "Customer" c
  WHERE c."email" IS NOT NULL
  UNION ALL
  SELECT e."customerId", e."shopId", 'sms', e."address", e."addressHash", 'customer', e."occurredAt"
  FROM "ConsentEvent" e
  WHERE e."customerId" IS NOT NULL AND e."addressHash" IS NOT NULL
) l
JOIN "Subscriber" s ON s."shopId" = l."shopId"
  AND s."channel" = l."channel"
  AND (s."address" = l."address" OR l."address" IS NULL AND s."addressHash" = l."addressHash")
ORDER BY l."customerId", s."id", l."origin", l."seenAt" DESC;

-- The state of a number is what its latest proof says.
UPDATE "Subscriber" s
SET "consent" = e."state", "consentAt" = e."occurredAt", "level" = e."optInLevel", "source" = e."source",
  "wordsVersion" = e."wordsVersion", "consentEventId" = e."id",
  "namesCartReminders" = coalesce(
    e."state" = 'subscribed' AND e."words" ~* '\m(carts?|baskets?|warenkorb|panier|carrito|carrello)\M', false)
FROM (
  SELECT DISTINCT ON ("shopId", "addressHash") *
  FROM "ConsentEvent"
  WHERE "addressHash" IS NOT NULL
  ORDER BY "shopId", "addressHash", "occurredAt" DESC, "createdAt" DESC, "id" DESC
) e
WHERE s."shopId" = e."shopId" AND s."channel" = 'sms' AND s."addressHash" = e."addressHash";
-- Without a proof that names any number of the customer, the customer's state can only mean the number on file.
UPDATE "Subscriber" s
SET "consent" = c."smsConsent", "consentAt" = c."consentUpdatedAt", "source" = 'unknown'
FROM (
  SELECT DISTINCT ON (c."shopId", c."phoneHash") c.*
  FROM "Customer" c
  WHERE c."phoneHash" IS NOT NULL
    AND c."smsConsent" <> 'not_subscribed'
    AND NOT EXISTS (
      SELECT 1 FROM "ConsentEvent" e WHERE e."customerId" = c."id" AND e."addressHash" IS NOT NULL
    )
  ORDER BY c."shopId", c."phoneHash", c."smsConsent" = 'unsubscribed' DESC, c."consentUpdatedAt" DESC NULLS LAST
) c
WHERE s."shopId" = c."shopId" AND s."channel" = 'sms' AND s."addressHash" = c."phoneHash" AND s."consentEventId" IS NULL;
-- A customer whose consent was withdrawn keeps every number of theirs withdrawn.
UPDATE "Subscriber" s
SET "consent" = 'unsubscribed', "consentAt" = coalesce(c."consentUpdatedAt", s."consentAt"), "source" = 'unknown'
FROM "Customer" c
WHERE c."smsConsent" = 'unsubscribed'
  AND s."shopId" = c."shopId"
  AND s."channel" = 'sms'
  AND s."addressHash" = c."phoneHash"
  AND s."consent" <> 'unsubscribed'
  AND (s."consentAt" IS NULL OR c."consentUpdatedAt" IS NULL OR c."consentUpdatedAt" >= s."consentAt");
-- Marketing that a reply holds.
UPDATE "Subscriber" s
SET "marketingHeldAt" = c."marketingHeldAt", "heldByMessageId" = c."heldByMessageId"
FROM "Customer" c
WHERE c."marketingHeldAt" IS NOT NULL
  AND s."shopId" = c."shopId"
  AND s."channel" = 'sms'
  AND s."addressHash" = c."phoneHash";
UPDATE "Subscriber" s
SET "consent" = c."emailConsent", "consentAt" = c."emailConsentAt", "source" = 'unknown'
FROM (
  SELECT DISTINCT ON ("shopId", lower("email")) "shopId", lower("email") AS "email", "emailConsent", "emailConsentAt"
  FROM "Customer"
  WHERE "email" IS NOT NULL AND "emailConsent" <> 'not_subscribed'
  ORDER BY "shopId", lower("email"), "emailConsent" = 'unsubscribed' DESC, "emailConsentAt" DESC NULLS LAST
) c
WHERE s."shopId" = c."shopId" AND s."channel" = 'email' AND s."address" = c."email";

-- An opt-out by the shop's staff, and one kept at an erasure, hold for the shop. A number's own STOP holds for the
-- sender that all shops share: one row.
UPDATE "Subscriber" s
SET "suppressedAt" = x."createdAt", "suppressedBy" = x."reason"
FROM "Suppression" x
WHERE x."reason" IN ('staff', 'erased')
  AND x."liftedAt" IS NULL
  AND s."shopId" = x."shopId"
  AND s."channel" = 'sms'
  AND s."addressHash" = x."phoneHash";
CREATE TABLE "SenderSuppression" AS
SELECT DISTINCT ON ("phoneHash") "id", 'shared'::text AS "sender", "phoneHash" AS "addressHash", "reason", "createdAt",
  "liftedAt"
FROM "Suppression"
WHERE "reason" NOT IN ('staff', 'erased')
ORDER BY "phoneHash", "liftedAt" IS NOT NULL, "createdAt", "id";
DROP TABLE "Suppression";
ALTER TABLE "SenderSuppression" RENAME TO "Suppression";
ALTER TABLE "Suppression" ADD CONSTRAINT "Suppression_pkey" PRIMARY KEY ("id");
ALTER TABLE "Suppression" ALTER COLUMN "sender" SET NOT NULL, ALTER COLUMN "addressHash" SET NOT NULL,
  ALTER COLUMN "reason" SET NOT NULL, ALTER COLUMN "createdAt" SET NOT NULL;
CREATE UNIQUE INDEX "Suppression_sender_addressHash_key" ON "Suppression"("sender", "addressHash");

-- An erasure reaches merged customers.
ALTER TABLE "Customer" ADD COLUMN "mergedIntoId" UUID;
CREATE INDEX "Customer_mergedIntoId_idx" ON "Customer"("mergedIntoId");

DROP INDEX "Customer_held";
ALTER TABLE "Customer" DROP COLUMN "phoneHash", DROP COLUMN "smsConsent", DROP COLUMN "consentUpdatedAt",
  DROP COLUMN "emailConsent", DROP COLUMN "emailConsentAt", DROP COLUMN "marketingHeldAt", DROP COLUMN "heldByMessageId";
CREATE INDEX "Subscriber_held" ON "Subscriber" ("shopId") WHERE "marketingHeldAt" IS NOT NULL;
CREATE INDEX "Subscriber_address_ends" ON "Subscriber" ("shopId", reverse("address") text_pattern_ops)
  WHERE "channel" = 'sms' AND "address" IS NOT NULL;

-- A proof of consent is never rewritten. Erasure alone may set the personal columns to null.
CREATE OR REPLACE FUNCTION shopbell_consent_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF pg_trigger_depth() > 1 THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'ConsentEvent is append-only';
  END IF;
  IF to_jsonb(OLD) - ARRAY['customerId', 'address', 'ip', 'userAgent']
      IS DISTINCT FROM to_jsonb(NEW) - ARRAY['customerId', 'address', 'ip', 'userAgent']
    OR NEW."customerId" IS NOT NULL AND NEW."customerId" IS DISTINCT FROM OLD."customerId"
    OR NEW."address" IS NOT NULL AND NEW."address" IS DISTINCT FROM OLD."address"
    OR NEW."ip" IS NOT NULL AND NEW."ip" IS DISTINCT FROM OLD."ip"
    OR NEW."userAgent" IS NOT NULL AND NEW."userAgent" IS DISTINCT FROM OLD."userAgent" THEN
    RAISE EXCEPTION 'ConsentEvent is append-only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ConsentEvent_append_only" BEFORE UPDATE OR DELETE ON "ConsentEvent" FOR EACH ROW EXECUTE FUNCTION shopbell_consent_kept();
