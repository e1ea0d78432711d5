import { spawnSync } from "node:child_process";
import { openPool } from "#shell/db/pool.server.ts";
import { migrate } from "#shell/db/migrate.server.ts";
import { findPostgres, findRedis } from "#tests/support/binaries.ts";
import { execute, startPostgres, TEMPLATE_DATABASE } from "#tests/support/postgres-server.ts";
import { startRedis } from "#tests/support/redis-server.ts";
import { benchActivity } from "./activity.ts";
import { benchBacktest } from "./backtest.ts";
import { benchDue } from "./due.ts";
import { benchHome } from "./home.ts";
import { benchPages } from "./pages.ts";
import { benchPath } from "./path.ts";
import { benchWebhooks } from "./webhooks.ts";

/**
 * npm run bench [-- count [which]]: ratios are more meaningful than absolute numbers. Runs each part in its own
 * process, so that memory figures are separate.
 */
const [given = "5000", which] = process.argv.slice(2);
const count = Number(given);

const parts: Record<string, () => Promise<void>> = {
  pglite: async () => {
    const lite = await openPool({ folder: "memory://" });
    await migrate(lite.pool);
    await benchPath({ ...lite, reset: async () => {} }, count);
    await lite.close();
  },
  home: () =>
    onPostgres(async (url) => {
      const postgres = await openPool({ url });
      await benchHome({ ...postgres, reset: async () => {} }, count);
      await postgres.close();
    }),
  postgres: () =>
    onPostgres(async (url) => {
      const postgres = await openPool({ url });
      await benchPath({ ...postgres, reset: async () => {} }, count);
      await postgres.close();
    }),
  due: () =>
    onPostgres(async (url) => {
      const postgres = await openPool({ url });
      await benchDue({ ...postgres, reset: async () => {} }, count);
      await postgres.close();
    }),
  backtest: () =>
    onPostgres(async (url) => {
      const postgres = await openPool({ url });
      await benchBacktest({ ...postgres, reset: async () => {} }, count);
      await postgres.close();
    }),
  activity: () =>
    onPostgres(async (url) => {
      const postgres = await openPool({ url });
      await benchActivity({ ...postgres, reset: async () => {} }, count);
      await postgres.close();
    }),
  pages: () => benchPages(count),
  webhooks: () =>
    onPostgres(async (url) => {
      const binary = findRedis();
      if (!binary) return;
      const redis = await startRedis(binary);
      await benchWebhooks(url, redis.url, count);
      await redis.stop();
    }),
};

async function onPostgres(work: (url: string) => Promise<void>): Promise<void> {
  const bin = findPostgres();
  if (!bin) return;
  const server = await startPostgres(bin);
  await execute(`${server.url}/postgres`, `CREATE DATABASE bench TEMPLATE "${TEMPLATE_DATABASE}"`);
  await work(`${server.url}/bench`);
  await server.stop();
}

if (which) await parts[which]?.();
else
  for (const part of Object.keys(parts))
    spawnSync(process.execPath, [...process.execArgv, "bench/run.ts", given, part], { stdio: "inherit" });
