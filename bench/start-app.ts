import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { grantCredits } from "#services/credits/grant-credits.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { activateFromLibrary } from "#services/automations/change-automation-status.server.ts";
import { createContext } from "#shell/create-context.server.ts";
import { query } from "#shell/db/sql.server.ts";
import { readEnv } from "#shell/env.server.ts";
import { freePort, untilReady } from "#tests/support/ports.ts";
import { SECRET, SHOP } from "./deliveries.ts";
import { COUNT_EVERY_MS } from "./floor/start-floor.ts";

export interface AppPlaces {
  /** A migrated database. */
  database: string;
  redis: string;
  provider: string;
}

export interface StartedApp {
  url: string;
  /** The process id of the web process. */
  web: number;
  /** Resolves when so many texts are settled in all. */
  settled(count: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a web process and worker processes, with one shop that confirms its orders. The provider is called below
 * `/worker-<n>`, so that it can count each worker's texts.
 */
export async function startApp(
  { database, redis, provider }: AppPlaces,
  { credits, workers = 1 }: { credits: number; workers?: number },
): Promise<StartedApp> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const variables = {
    NODE_ENV: "production" as const,
    LOG_LEVEL: "error",
    PORT: String(port),
    DATABASE_URL: database,
    REDIS_URL: redis,
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_APP_URL: url,
    TWILIO_ACCOUNT_SID: `AC${"1".repeat(32)}`,
    TWILIO_AUTH_TOKEN: "token",
    TWILIO_FROM_NUMBER: "+15005550006",
    TWILIO_API_BASE_URL: provider,
  };
  const read = readEnv(variables);
  if ("problems" in read) throw new Error(read.problems.join("; "));
  const context = await createContext(read.env);
  const shop = await ensureShop(context, SHOP);
  await grantCredits(context, { shopId: shop.id, credits, type: "grant", note: "bench", actor: "bench" });
  await activateFromLibrary(context, { shopId: shop.id, libraryKey: "order-confirmation", actor: "bench" });
  const start = (entry: string, more: Record<string, string> = {}) =>
    spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=64", entry], {
      env: { ...process.env, ...variables, ...more },
      stdio: "inherit",
    });
  const web = start("bin/start.ts");
  const processes = [
    web,
    ...Array.from({ length: workers }, (_, at) =>
      start("bin/worker.ts", { TWILIO_API_BASE_URL: `${provider}/worker-${at}` }),
    ),
  ];
  await untilReady(async () => {
    if (!(await fetch(`${url}/readyz`)).ok) throw new Error("the web process is not ready");
  });
  return {
    url,
    web: web.pid ?? 0,
    settled: (count) =>
      untilReady(async () => {
        // To count is work for the server that is measured.
        await setTimeout(COUNT_EVERY_MS);
        const [row] = await query<{ n: number }>(
          context.db.pool,
          `SELECT count(*)::int AS "n" FROM "AutomationLog" WHERE "status" = 'sent'`,
        );
        if ((row?.n ?? 0) < count) throw new Error(`${row?.n} of ${count} texts are settled`);
      }, 240),
    stop: async () => {
      for (const child of processes) child.kill();
      await Promise.all(processes.map((child) => once(child, "exit")));
      await context.close();
    },
  };
}
