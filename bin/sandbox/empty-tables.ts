import type pg from "pg";

const statements = new WeakMap<pg.Pool, string>();

/**
 * Removes every row of ours; what the migrations have made stays. Deletes are thirty times faster than TRUNCATE where
 * tables are many and rows few.
 */
export async function emptyTables(pool: pg.Pool): Promise<void> {
  const deletes = statements.get(pool) ?? (await deletesFor(pool));
  statements.set(pool, deletes);
  // As a replica: no foreign key and no trigger, such as the ledger's, has a say.
  await pool.query(`BEGIN; SET LOCAL session_replication_role = replica; ${deletes}; COMMIT`);
}

async function deletesFor(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ deletes: string }>(
    `SELECT string_agg(format('DELETE FROM %I', tablename), '; ') AS deletes
     FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  );
  return rows[0]?.deletes ?? "";
}
