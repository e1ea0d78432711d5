import path from "node:path";
import type { Express } from "express";
import type pg from "pg";
import type { Instant } from "#core/time/time.ts";
import { noDump } from "#shell/db/pool.server.ts";
import { createContext } from "#shell/create-context.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Env } from "#shell/env.server.ts";
import { rememberedAhead } from "#sandbox/memory.ts";
import { PROXY_PATH } from "#sandbox/store/proxy/app-proxy.ts";
import { createWorld, type WorldOptions } from "#sandbox/world.ts";
import { startWorker } from "../../jobs/worker.ts";
import { webApp } from "../web-server.ts";
import { SHOP } from "./env.ts";
import { operatorControl } from "./operator-control.ts";
import { createTimeMachine } from "./time-machine.ts";
import { createSandboxClock } from "./sandbox-clock.ts";

/** The running app with its fakes, until the sandbox ends or starts over. */
export interface SandboxInstance {
  context: AppContext;
  app: Express;
  /** Moves the clock, and runs everything that comes due on the way. */
  advance(to: Instant): Promise<void>;
  /** Lets running work finish. A request after that finds no database. */
  end(): Promise<void>;
}

export const stateFileOf = ({ DATA_DIR }: Env): string => path.join(DATA_DIR, "world.json");

/** How app and fakes reach and trust one another. */
export const credentialsOf = (
  env: Env,
): Pick<WorldOptions, "appUrl" | "shopDomain" | "apiKey" | "apiSecret" | "twilio"> => ({
  appUrl: env.SHOPIFY_APP_URL,
  shopDomain: SHOP,
  apiKey: env.SHOPIFY_API_KEY,
  apiSecret: env.SHOPIFY_API_SECRET,
  twilio: {
    accountSid: env.TWILIO_ACCOUNT_SID,
    authToken: env.TWILIO_AUTH_TOKEN,
    fromNumber: env.TWILIO_FROM_NUMBER ?? "",
  },
});

/**
 * Starts the app and its fakes from the state in the data folder and the database.
 * @param pool used by this instance alone
 */
export async function startInstance(
  env: Env,
  {
    mailServer,
    startOver,
    pool,
    hasTraded = false,
  }: Pick<WorldOptions, "mailServer" | "startOver" | "hasTraded"> & { pool: pg.Pool },
): Promise<SandboxInstance> {
  const stateFile = stateFileOf(env);
  const clock = createSandboxClock(await rememberedAhead(stateFile), process.env.SANDBOX_HOUR);
  const context = await createContext(env, {
    clock,
    db: { pool, background: pool, kind: "pglite", dump: noDump, close: () => pool.end() },
  });
  const worker = await startWorker(context);
  const advance = createTimeMachine(context, clock, worker);
  const world = await createWorld({
    ...credentialsOf(env),
    mailServer,
    clock,
    advance,
    idle: () => worker.idle(),
    startOver,
    stateFile,
    hasTraded,
  });
  const door = operatorControl(context, env.DATA_DIR, env.SHOPIFY_APP_URL);
  const app = await webApp(context, [
    ["/sandbox/operator", door.router],
    ["/sandbox", world.router],
    [PROXY_PATH, world.proxy],
  ]);
  return {
    context,
    app,
    advance,
    end: async () => {
      door.close();
      context.live.close();
      await world.close();
      await worker.stop();
      await context.close();
    },
  };
}
