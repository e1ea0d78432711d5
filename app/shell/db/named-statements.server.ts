import { createHash } from "node:crypto";
import pg from "pg";

/** Runs after which a statement counts as one of the work's own, and not as one variant of a search. */
const RUNS_BEFORE_NAME = 8;
/** Each connection keeps the plans of named statements. */
const MOST_NAMES = 250;
const MOST_COUNTED = 2_000;

const runs = new Map<string, number>();
const names = new Map<string, string>();
/** Statements whose result changed its columns under a kept plan, as a migration beside a running process does. */
const unnamed = new Set<string>();

interface Statement {
  text: string;
  values: unknown[];
  /** Postgres parses and plans a named statement once for each connection; to plan takes longer than to run most. */
  name?: string;
}

/** The statement for the driver; with a name once this process has run it often. */
export function statementOf(text: string, values: unknown[]): Statement {
  const known = names.get(text);
  if (known) return { name: known, text, values };
  const count = (runs.get(text) ?? 0) + 1;
  if (count < RUNS_BEFORE_NAME || names.size >= MOST_NAMES || unnamed.has(text)) {
    if (runs.size >= MOST_COUNTED) runs.clear();
    runs.set(text, count);
    return { text, values };
  }
  // Of the text alone: the built pages and the jobs of one process have a copy of this file each, and share connections.
  const name = createHash("sha256").update(text).digest("base64url").slice(0, 32);
  runs.delete(text);
  names.set(text, name);
  return { name, text, values };
}

/** Whether a statement failed because its kept plan is of another schema. */
export function isStalePlan(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === "0A000" && (message?.includes("cached plan") ?? false);
}

/** Runs a stale statement without a name from now on: each connection would keep the same plan. */
function forgetStalePlan(text: string, error: unknown): void {
  if (!isStalePlan(error)) return;
  names.delete(text);
  unnamed.add(text);
}

type Callback = (error: Error | undefined, result: pg.QueryResult) => void;
type Query = (...given: unknown[]) => Promise<pg.QueryResult>;

/** A connection that names the statements which this process runs often. */
export class NamingClient extends pg.Client {
  override query = ((given: unknown, values?: unknown, callback?: Callback) => {
    const query = super.query.bind(this) as unknown as Query;
    if (typeof given !== "string" || !Array.isArray(values)) return query(given, values, callback);
    const statement = statementOf(given, values);
    if (!statement.name) return query(statement, callback);
    if (callback)
      return query(statement, (error: Error | undefined, result: pg.QueryResult) => {
        if (error) forgetStalePlan(given, error);
        callback(error, result);
      });
    return query(statement).catch((error: unknown) => {
      forgetStalePlan(given, error);
      throw error;
    });
  }) as unknown as pg.Client["query"];
}
