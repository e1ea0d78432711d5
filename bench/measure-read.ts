import type pg from "pg";
import type { AppContext } from "#shell/context.server.ts";

const REPETITIONS = 9;

/** Measures a read: the median of some repetitions, the blocks that its statements read, and the tables they scan. */
export async function measureRead(
  context: AppContext,
  read: (context: AppContext) => Promise<unknown>,
): Promise<string> {
  const { statements, pool } = recordStatements(context.db.pool);
  const answer = await read({ ...context, db: { ...context.db, pool } });
  const times: number[] = [];
  for (let time = 0; time < REPETITIONS; time++) {
    const began = performance.now();
    await read(context);
    times.push(performance.now() - began);
  }
  const median = times.toSorted((one, other) => one - other)[Math.floor(REPETITIONS / 2)] ?? Number.NaN;
  let blocks = 0;
  const scanned = new Set<string>();
  for (const { text, values } of statements) {
    const { rows: plans } = await context.db.pool.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
      values,
    );
    const plan = plans[0]?.["QUERY PLAN"][0].Plan;
    if (!plan) continue;
    blocks += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
    for (const table of scansIn(plan)) scanned.add(table);
  }
  const through = scanned.size > 0 ? `  reads through ${[...scanned].join(", ")}` : "";
  return `${median.toFixed(1).padStart(7)} ms  ${String(blocks).padStart(6)} blocks  ${rowsOf(answer)}${through}`;
}

const rowsOf = (answer: unknown): string =>
  answer !== null && typeof answer === "object" && "rows" in answer && Array.isArray(answer.rows)
    ? `${String(answer.rows.length).padStart(2)} rows`
    : "       ";

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Shared Hit Blocks": number;
  "Shared Read Blocks": number;
  Plans?: Plan[];
}

const scansIn = (plan: Plan): string[] => [
  ...(plan["Node Type"] === "Seq Scan" ? [plan["Relation Name"] ?? ""] : []),
  ...(plan.Plans ?? []).flatMap(scansIn),
];

/** A pool that records its statements. */
function recordStatements(pool: pg.Pool): { statements: { text: string; values: unknown[] }[]; pool: pg.Pool } {
  const statements: { text: string; values: unknown[] }[] = [];
  const recordingPool = Object.create(pool) as pg.Pool;
  recordingPool.query = ((text: string, values: unknown[]) => {
    statements.push({ text, values });
    return pool.query(text, values);
  }) as pg.Pool["query"];
  return { statements, pool: recordingPool };
}
