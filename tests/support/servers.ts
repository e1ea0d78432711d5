/**
 * Before the projects that work on databases: migrates one once, for each worker to copy, and starts one Postgres and
 * one Redis where this machine has them. They end with the run, however it ends.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { ProvidedContext } from "vitest";
import type { TestProject } from "vitest/node";
import { migrate } from "#shell/db/migrate.server.ts";
import { poolOver } from "#shell/db/pool.server.ts";
import { findPostgres, findRedis, present } from "./binaries.ts";
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
  }
}

interface Servers {
  provided: Omit<ProvidedContext, "chromium">;
  stop(): Promise<void>;
}

/** Each project has this file for itself, and all share the servers. */
const shared = globalThis as { shopbellServers?: { started: Promise<Servers>; users: number } };

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const servers = (shared.shopbellServers ??= { started: startAll(), users: 0 });
  servers.users += 1;
  const { provided, stop } = await servers.started;
  for (const name of Object.keys(provided) as (keyof typeof provided)[]) provide(name, provided[name]);
  return async () => {
    servers.users -= 1;
    if (servers.users === 0) await stop();
  };
}

async function startAll(): Promise<Servers> {
  const postgresBin = present(findPostgres(), "Postgres", "the database's tests on a real server, races among them");
  const redisBinary = present(findRedis(), "redis-server", "the tests of Bull");

  const kept: Kept[] = [];
  const keeping = async <K extends Kept>(starting: Promise<K>): Promise<K> => {
    const one = await starting;
    kept.push(one);
    return one;
  };
  const stop = async () => void (await Promise.all(kept.map((one) => one.stop())));
  const [template, postgres, redis] = await Promise.allSettled([
    keeping(makeTemplate()),
    postgresBin === null ? null : keeping(startPostgres(postgresBin, { keepsPlans: true })),
    redisBinary === null ? null : keeping(startRedis(redisBinary)),
  ]);
  for (const one of [template, postgres, redis]) {
    if (one.status === "fulfilled") continue;
    await stop();
    throw one.reason;
  }
  return {
    provided: {
      pgliteTemplate: started(template)?.file ?? "",
      postgresUrl: started(postgres)?.url ?? null,
      redisUrl: started(redis)?.url ?? null,
      redisBinary,
    },
    stop,
  };
}

const started = <T>(result: PromiseSettledResult<T | null>): T | null =>
  result.status === "fulfilled" ? result.value : null;

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
