/** The floor's tables: what a text needs to be received once, sent once and paid for, and nothing else. */
export const schema = `
  CREATE TABLE receipt (
    id bigserial PRIMARY KEY, shop int NOT NULL, event text NOT NULL, body bytea, UNIQUE (shop, event)
  );
  CREATE TABLE step (
    id bigserial PRIMARY KEY, shop int NOT NULL, phone text NOT NULL, body text NOT NULL, due timestamptz NOT NULL,
    lease timestamptz, done timestamptz
  );
  CREATE INDEX ON step (due) WHERE done IS NULL;
  CREATE TABLE balance (shop int PRIMARY KEY, credits bigint NOT NULL);
  INSERT INTO balance SELECT shop, 1000000000 FROM generate_series(0, 99) shop;
  CREATE TABLE ledger (id bigserial PRIMARY KEY, step bigint NOT NULL UNIQUE, amount int NOT NULL, after bigint NOT NULL);
  CREATE TABLE outcome (
    id bigserial PRIMARY KEY, shop int NOT NULL, step bigint NOT NULL, body text, at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX ON outcome (shop, at);`;

/** Keeps the bodies of a group, each event once. */
export const keepReceipts = `
  INSERT INTO receipt (shop, event, body)
  SELECT * FROM unnest($1::int[], $2::text[], $3::bytea[])
  ON CONFLICT DO NOTHING`;

/** Keeps the receipts of a group, and plans one step for each new event. */
export const planSteps = `
  WITH kept AS (
    INSERT INTO receipt (shop, event)
    SELECT * FROM unnest($1::int[], $2::text[])
    ON CONFLICT DO NOTHING
    RETURNING event
  )
  INSERT INTO step (shop, phone, body, due)
  SELECT i.shop, i.phone, i.body, now()
  FROM unnest($1::int[], $2::text[], $3::text[], $4::text[]) AS i(shop, event, phone, body)
    JOIN kept USING (event)`;

export const claimSteps = `
  UPDATE step SET lease = now() + interval '1 minute'
  WHERE id IN (
    SELECT id FROM step
    WHERE done IS NULL AND due <= now() AND lease IS NULL
    ORDER BY due LIMIT 500
    FOR UPDATE SKIP LOCKED
  )
  RETURNING id, phone, body`;

/** Ends the steps of a group, charges their shops, and writes ledger and log. */
export const settleSteps = `
  WITH ended AS (
    UPDATE step SET done = now() WHERE id = ANY($1::bigint[]) AND done IS NULL RETURNING id, shop, body
  ),
  spent AS (SELECT shop, count(*) AS credits FROM ended GROUP BY shop ORDER BY shop),
  charged AS (
    UPDATE balance b SET credits = b.credits - spent.credits
    FROM spent
    WHERE b.shop = spent.shop
    RETURNING b.shop, b.credits AS after, spent.credits
  ),
  booked AS (
    INSERT INTO ledger (step, amount, after)
    SELECT ended.id, -1,
      charged.after + charged.credits - row_number() OVER (PARTITION BY ended.shop ORDER BY ended.id)
    FROM ended JOIN charged USING (shop)
  )
  INSERT INTO outcome (shop, step, body) SELECT shop, id, body FROM ended`;

/** Steps that are due at once. */
export const seedSteps = `
  INSERT INTO step (shop, phone, body, due)
  SELECT n % 8, '+1212' || (2000000 + n), 'Your order #' || n || ' is confirmed.', now()
  FROM generate_series(1, $1::int) n`;
