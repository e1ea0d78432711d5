-- The erasure of an uninstalled shop deletes its ledger and consent events in batches, in transactions that say so. Else
-- both stay append-only, and go with their shop alone.
CREATE FUNCTION shopbell_erases_shop(shop uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT pg_trigger_depth() > 1 OR (
    current_setting('shopbell.erases_shop', true) = shop::text
    AND EXISTS (SELECT 1 FROM "Shop" s WHERE s."id" = shop AND s."uninstalledAt" IS NOT NULL)
  )
$$;

CREATE OR REPLACE FUNCTION shopbell_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF shopbell_erases_shop(OLD."shopId") THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;

CREATE OR REPLACE FUNCTION shopbell_consent_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF shopbell_erases_shop(OLD."shopId") THEN RETURN OLD; END IF;
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
