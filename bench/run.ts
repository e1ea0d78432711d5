import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { openPool } from "#shell/db/pool.server.ts";
import { migrate } from "#shell/db/migrate.server.ts";
import { findPostgres, findRedis } from "#tests/support/binaries.ts";
import { execute, startPostgres, TEMPLATE_DATABASE } from "#tests/support/postgres-server.ts";
import { startRedis } from "#tests/support/redis-server.ts";
import { benchActivity } from "./activity.ts";
import { benchBacktest } from "./backtest.ts";
import { benchCampaigns } from "./campaigns.ts";
import { benchContacts } from "./contacts.ts";
import { benchDue } from "./due.ts";
import { benchHome } from "./home.ts";
import { benchImport } from "./import.ts";
import { benchPages } from "./pages.ts";
import { benchPath } from "./path.ts";
import { benchSegments } from "./segments.ts";
import { benchSenders } from "./senders.ts";
import { formatTable, isShort, readRow, type Row } from "./table.ts";
import { benchQueue } from "./queue.ts";
import { benchWebhooks } from "./webhooks.ts";
import { benchWorkers } from "./workers.ts";

/**
 * npm run bench [-- count [which]]: ratios are more meaningful than absolute numbers. Runs each part in its own
 * process, so that memory figures are separate.
 */
const [given = "5000", which, asPart] = process.argv.slice(2);
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
    onPostgres(
      async (url, server) => {
        const postgres = await openPool({ url });
        await execute(`${server}/postgres`, `CREATE DATABASE floor`);
        await benchDue({ ...postgres, reset: async () => {} }, `${server}/floor`, count);
        await postgres.close();
      },
      { survivesCrash: true },
    ),
  campaigns: () =>
    onPostgres(
      async (url, server) => {
        const postgres = await openPool({ url });
        await execute(`${server}/postgres`, `CREATE DATABASE floor`);
        await benchCampaigns({ ...postgres, reset: async () => {} }, `${server}/floor`, count);
        await postgres.close();
      },
      { survivesCrash: true },
    ),
  contacts: () =>
    onPostgres(async (url) => {
      const postgres = await openPool({ url });
      await benchContacts({ ...postgres, reset: async () => {} }, count);
      await postgres.close();
    }),
  import: () =>
    onPostgres(async (url) => {
      const postgres = await openPool({ url });
      await benchImport({ ...postgres, reset: async () => {} }, count);
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
  senders: () =>
    onPostgres(async (url) => {
      const postgres = await openPool({ url });
      await benchSenders({ ...postgres, reset: async () => {} }, count);
      await postgres.close();
    }),
  segments: () =>
    onPostgres(async (url) => {
      const postgres = await openPool({ url });
      await benchSegments({ ...postgres, reset: async () => {} });
      await postgres.close();
    }),
  pages: () => benchPages(count),
  queue: () => onRedis((url) => benchQueue(url)),
  workers: () =>
    onPostgres(
      async (first, server) => {
        const others = ["bench_two", "bench_four"];
        for (const name of others)
          await execute(`${server}/postgres`, `CREATE DATABASE ${name} TEMPLATE "${TEMPLATE_DATABASE}"`);
        const databases = [first, ...others.map((name) => `${server}/${name}`)];
        await onRedis((url) =>
          benchWorkers(
            databases,
            databases.map((_, at) => `${url}/${at}`),
            count,
          ),
        );
      },
      { survivesCrash: true },
    ),
  webhooks: () =>
    onPostgres(
      async (app, server) => {
        await execute(`${server}/postgres`, `CREATE DATABASE floor`);
        await onRedis((redis) => benchWebhooks({ app, floor: `${server}/floor`, redis }, count));
      },
      // On the disk, as in production: the rows compare what a commit costs as well.
      { survivesCrash: true },
    ),
};

async function onPostgres(
  work: (url: string, server: string) => Promise<void>,
  options: Parameters<typeof startPostgres>[1] = {},
): Promise<void> {
  const bin = findPostgres();
  if (!bin) return;
  const server = await startPostgres(bin, options);
  await execute(`${server.url}/postgres`, `CREATE DATABASE bench TEMPLATE "${TEMPLATE_DATABASE}"`);
  await work(`${server.url}/bench`, server.url);
  await server.stop();
}

async function onRedis(work: (url: string) => Promise<void>): Promise<void> {
  const binary = findRedis();
  if (!binary) return;
  const redis = await startRedis(binary);
  await work(redis.url);
  await redis.stop();
}

/** Runs a part in a process of its own, prints its lines, and returns its rows of the table. */
async function runPart(part: string): Promise<Row[]> {
  const child = spawn(process.execPath, [...process.execArgv, "bench/run.ts", given, part, "as part"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const rows: Row[] = [];
  for await (const line of createInterface(child.stdout)) {
    const row = readRow(line);
    if (row) rows.push(row);
    else process.stdout.write(`${line}\n`);
  }
  const [code] = (await ended) as [number | null];
  if (code !== 0) process.exitCode = 1;
  return rows;
}

if (asPart) await parts[which ?? ""]?.();
else {
  const rows: Row[] = [];
  for (const part of which ? [which] : Object.keys(parts)) rows.push(...(await runPart(part)));
  process.stdout.write(`\n${formatTable(rows)}\n`);
  if (rows.some(isShort)) process.exitCode = 1;
}
