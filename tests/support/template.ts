/**
 * Before the whole run: migrates a database once, for the test files to copy, and starts one Postgres and one Redis
 * where this machine has them. They end with the run, however it ends.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { TestProject } from "vitest/node";
import { migrate } from "#shell/db/migrate.server.ts";
import { poolOver } from "#shell/db/pool.server.ts";
import { findChromium, findPostgres, findRedis } from "./binaries.ts";
import { keep, type Kept } from "./kept-process.ts";
import { startPostgres } from "./postgres-server.ts";
import { startRedis } from "./redis-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A migrated PGlite's data folder, as an archive file. */
    pgliteTemplate: string;
    /** Address of the run's Postgres, without a database's name. */
    postgresUrl: string | null;
    redisUrl: string | null;
    redisBinary: string | null;
    /** Path of the browser's executable. */
    chromium: string | null;
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const postgresBin = present(findPostgres(), "Postgres", "the database's tests on a real server, races among them");
  const redisBinary = present(findRedis(), "redis-server", "the tests of Bull");
  const chromium = present(findChromium(), "Chromium", "the tests in a browser");

  const kept: Kept[] = [];
  const keeping = async <K extends Kept>(starting: Promise<K>): Promise<K> => {
    const one = await starting;
    kept.push(one);
    return one;
  };
  const stop = async () => void (await Promise.all(kept.map((one) => one.stop())));
  const [template, postgres, redis] = await Promise.allSettled([
    keeping(makeTemplate()),
    postgresBin === null ? null : keeping(startPostgres(postgresBin)),
    redisBinary === null ? null : keeping(startRedis(redisBinary)),
  ]);
  for (const one of [template, postgres, redis]) {
    if (one.status === "fulfilled") continue;
    await stop();
    throw one.reason;
  }
  provide("pgliteTemplate", started(template)?.file ?? "");
  provide("postgresUrl", started(postgres)?.url ?? null);
  provide("redisUrl", started(redis)?.url ?? null);
  provide("redisBinary", redisBinary);
  provide("chromium", chromium);
  return stop;
}

const started = <T>(result: PromiseSettledResult<T | null>): T | null =>
  result.status === "fulfilled" ? result.value : null;

function present<T>(found: T | undefined, what: string, leftOut: string): T | null {
  if (found !== undefined) return found;
  if (process.env.CI === "true") throw new Error(`${what} is not installed, and CI runs every test`);
  console.log(`${what} is not installed: left out are ${leftOut}`);
  return null;
}

async function makeTemplate(): Promise<Kept & { file: string }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "shopbell-template-"));
  const kept = keep(folder, []);
  const file = path.join(folder, "pglite.tar");
  const lite = await PGlite.create({ dataDir: "memory://", postgresqlconf: ["shared_buffers=16MB"] });
  const pool = await poolOver(lite);
  await migrate(pool);
  await pool.end();
  writeFileSync(file, Buffer.from(await (await lite.dumpDataDir("none")).arrayBuffer()));
  await lite.close();
  return { ...kept, file };
}
