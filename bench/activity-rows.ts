import type { Sql } from "#shell/db/sql.server.ts";

/** Checks of a log row, as an SQL literal. */
const CHECKS =
  "'[" +
  '{"guard":"shop_installed","answer":"pass","saw":{"installed":true}},' +
  '{"guard":"automation_active","answer":"pass","saw":{"status":"active"}},' +
  '{"guard":"consent","answer":"pass","saw":{"consent":"subscribed","said_stop":false}},' +
  '{"guard":"quiet_hours","answer":"pass","saw":{"zones":"America/New_York","local_time":"14:05"},' +
  '"rule":"us-federal-8-21@2026-11"}' +
  "]'";

const FILLED = [`"AutomationLog"`, `"AutomationSequence"`, `"Customer"`, `"Message"`, `"StoreEvent"`];

/**
 * Writes a year's log of a shop, ten rows to a customer and five to a run of an automation; rare rows are the oldest,
 * which is the worst case for newest-first scans.
 */
export async function writeLog(
  sql: Sql,
  { shopId, versionOf, rows }: { shopId: string; versionOf: ReadonlyMap<string, string>; rows: number },
): Promise<void> {
  const automations = [...versionOf.keys()];
  const people = Math.ceil(rows / 10);
  await sql.query(`SET session_replication_role = replica; SET maintenance_work_mem = '1GB'`);
  // Indexes that are made at the end take a tenth of the time of those that grow with each row.
  await sql.query(`UPDATE pg_index SET indisready = false WHERE indrelid = ANY($1::regclass[])`, [FILLED]);
  await sql.query(
    `
      INSERT INTO "Customer" ("id", "shopId", "shopifyId", "phone", "firstName", "lastName", "createdAt")
      SELECT ${uuid("1", "n")}, $1, (7000000000000 + n)::text, '+1' || (2122000000 + n),
        (ARRAY['Ana','Luis','Grace','Hannah','Omar','Yuki','Priya','Tom','Ines','Bo'])[1 + n % 10],
        (
          ARRAY['Reyes','Marin','Obi','Stone','Haddad','Tanaka','Rao','Hill','Costa','Lund']
        )[1 + n / 10 % 10] || CASE WHEN n < 10 THEN 'berg-Quist' ELSE '' END,
        now()
      FROM generate_series(0, $2::int - 1) n`,
    [shopId, people],
  );
  await sql.query(
    `
      INSERT INTO "StoreEvent" (
        "id", "shopId", "topic", "eventId", "webhookId", "status", "subject", "subjectName", "triggeredAt",
        "receivedAt"
      )
      SELECT ${uuid("2", "n")}, $1, 'orders/create', n::text, n::text, 'processed', 'order:' || (820000000000 + n),
        '#' || (1001 + n), ${at("n * 2", "$2")}, ${at("n * 2", "$2")}
      FROM generate_series(0, $2::int / 2 - 1) n`,
    [shopId, rows],
  );
  await sql.query(
    `
      INSERT INTO "Message" (
        "id", "shopId", "customerId", "direction", "to", "body", "status", "providerId", "credits", "createdAt",
        "updatedAt"
      )
      SELECT ${uuid("3", "n")}, $1, ${uuid("1", "n % $3")}, 'outbound', '+1' || (2122000000 + n % $3),
        'Juniper: thank you for your order', 'delivered', 'SM' || lpad(to_hex(n), 32, '0'), 1, ${at("n", "$2")},
        ${at("n", "$2")}
      FROM generate_series(0, $2::int - 1) n
      WHERE n % 5 = 0`,
    [shopId, rows, people],
  );
  await sql.query(
    `
      INSERT INTO "AutomationSequence" (
        "id", "shopId", "automationId", "versionId", "customerId", "status", "dedupeKey", "subject", "facts",
        "factsAt", "startedAt", "completedAt"
      )
      SELECT ${uuid("5", "n")}, $1, ($3::uuid[])[1 + n % cardinality($3::uuid[])],
        ($4::uuid[])[1 + n % cardinality($4::uuid[])], ${uuid("1", "n % $5")},
        (CASE WHEN n % 500 = 0 THEN 'active' ELSE 'completed' END)::"SequenceStatus", n::text,
        'order:' || (820000000000 + n), '{}', ${at("n * 5", "$2")}, ${at("n * 5", "$2")},
        CASE WHEN n % 500 <> 0 THEN ${at("n * 5", "$2")} END
      FROM generate_series(0, $2::int / 5 - 1) n`,
    [shopId, rows, automations.slice(1), [...versionOf.values()].slice(1), people],
  );
  await sql.query(
    `
      INSERT INTO "AutomationLog" (
        "id", "shopId", "automationId", "customerId", "storeEventId", "sequenceId", "action", "status", "reason",
        "explanation", "messageId", "credits", "createdAt"
      )
      SELECT ${uuid("4", "n")}, $1,
        CASE WHEN n < 40 THEN $3::uuid ELSE ($4::uuid[])[1 + n % cardinality($4::uuid[])] END, ${uuid("1", "n % $5")},
        CASE WHEN kind = 'enter' AND n % 2 = 0 THEN ${uuid("2", "n / 2")} END,
        ${uuid("5", "n / ($5 * 5) * $5 + n % $5")}, kind, said::"LogStatus", why,
        ${CHECKS},
        CASE WHEN kind = 'send_sms' AND said = 'sent' THEN ${uuid("3", "n")} END,
        CASE WHEN said = 'sent' THEN 1 ELSE 0 END, ${at("n", "$2")}
      FROM (
        SELECT n,
          CASE
            WHEN n < 40 THEN 'add_tag'
            WHEN n % 5 = 0 THEN 'send_sms'
            WHEN n % 97 = 1 THEN 'send_sms'
            WHEN n % 31 = 2 THEN 'exit'
            ELSE 'enter'
          END AS kind,
          CASE
            WHEN n < 20 THEN 'failed'
            WHEN n < 40 THEN 'done'
            WHEN n % 5 = 0 THEN 'sent'
            WHEN n % 97 = 1 THEN 'skipped'
            WHEN n % 31 = 2 THEN 'skipped'
            WHEN n % 3 = 0 THEN 'done'
            ELSE 'skipped'
          END AS said,
          CASE
            WHEN n < 20 THEN 'action_error'
            WHEN n < 40 OR n % 5 = 0 THEN NULL
            WHEN n % 97 = 1 THEN (ARRAY['no_consent','quiet_hours','frequency_cap','insufficient_credits'])[1 + n % 4]
            WHEN n % 31 = 2 THEN 'exited'
            WHEN n % 3 = 0 THEN NULL
            ELSE (ARRAY['conditions_not_met','reentry_limit'])[1 + n % 2]
          END AS why
        FROM generate_series(0, $2::int - 1) n
      ) made
      ORDER BY n`,
    [shopId, rows, automations[0], automations.slice(1), people],
  );
  for (const table of FILLED) await sql.query(`REINDEX TABLE ${table}`);
  await sql.query(`SET session_replication_role = origin`);
  await sql.query(`VACUUM ANALYZE ${FILLED.join(", ")}`);
}

/** Deterministic ids by kind and row number. */
const uuid = (kind: string, n: string): string =>
  `('0000000${kind}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** Spreads rows evenly over a year. */
const at = (n: string, rows: string): string =>
  `date_trunc('milliseconds', now() - interval '365 days' * (1 - (${n})::numeric / ${rows}::numeric))`;
