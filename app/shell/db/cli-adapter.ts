/**
 * Lets the Prisma CLI (`prisma.config.ts`, engine "js") run without a downloaded engine, on PGlite or Postgres. The app
 * never loads this file.
 */
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { openPool } from "./pool.server.ts";

// The Prisma CLI never disposes its adapter, and long timers (its advisory lock's, PGlite's) keep the process alive.
// Unref them, and close the database before exit.
const setTimer = globalThis.setTimeout;
globalThis.setTimeout = ((callback: () => void, milliseconds?: number, ...rest: []) => {
  const timer = setTimer(callback, milliseconds, ...rest);
  return (milliseconds ?? 0) >= 1_000 ? timer.unref() : timer;
}) as typeof setTimeout;
const opened: (() => Promise<void>)[] = [];
process.on("beforeExit", () => void Promise.all(opened.splice(0).map((close) => close())));

interface Result {
  fields?: { name: string; dataTypeID: number }[];
  rows: unknown[][];
}
interface PatchedAdapter {
  performIO(query: { sql: string }): Promise<Result>;
  executeScript(sql: string): Promise<void>;
  onError(error: unknown): never;
}

const NAME = 19;
const CHAR = 18;
const TEXT = 25;

async function connect(location: { url: string } | { folder: string }) {
  const { pool, close } = await openPool(location);
  opened.push(close);
  const adapter = await new PrismaPg(pool).connect();
  const patched = adapter as unknown as PatchedAdapter;
  const performIO = patched.performIO.bind(adapter);
  patched.performIO = async (query) => {
    const result = await performIO(query);
    for (const field of result.fields ?? [])
      if (field.dataTypeID === NAME || field.dataTypeID === CHAR) field.dataTypeID = TEXT;
    // Prisma 6 fails on CHECK constraints here, and on NOT NULL, which Postgres 18 lists with them (prisma/orm#29635).
    // Its schema language has neither, so hide them.
    if (query.sql.includes("constr.contype")) {
      const type = result.fields?.findIndex((field) => field.name === "constraint_type") ?? -1;
      result.rows = result.rows.filter((row) => row[type] !== "n" && row[type] !== "c");
    }
    return result;
  };
  patched.executeScript = async (sql) => {
    try {
      await pool.query(sql);
    } catch (error) {
      patched.onError(error);
    }
  };
  return adapter;
}

const url = process.env.DATABASE_URL;
const configured =
  url && !url.endsWith("/pglite") ? { url } : { folder: path.join(process.env.DATA_DIR ?? ".data", "postgres") };

export const cliAdapter = async () => ({
  provider: "postgres" as const,
  adapterName: "@prisma/adapter-pg",
  connect: () => connect(configured),
  connectToShadowDb: () => connect({ folder: "memory://shadow" }),
});
