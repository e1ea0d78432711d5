import { openPool } from "#shell/db/pool.server.ts";
import { migrate } from "#shell/db/migrate.server.ts";
import { findPostgres } from "#tests/support/binaries.ts";
import { startPostgres, TEMPLATE_DATABASE } from "#tests/support/postgres-server.ts";
import { benchPath } from "./path.ts";

/** npm run bench [-- count]: figures of this machine; the ratios tell more than the numbers. */
const count = Number(process.argv[2] ?? 5_000);

const lite = await openPool({ folder: "memory://" });
await migrate(lite.pool);
await benchPath({ ...lite, reset: async () => {} }, count);
await lite.close();

const bin = findPostgres();
if (bin) {
  const server = await startPostgres(bin);
  const postgres = await openPool({ url: `${server.url}/${TEMPLATE_DATABASE}` });
  await benchPath({ ...postgres, reset: async () => {} }, count);
  await postgres.close();
  await server.stop();
}
