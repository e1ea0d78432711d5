import path from "node:path";
import type { Express } from "express";
import type pg from "pg";
import { createContext } from "#shell/create-context.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Env } from "#shell/env.server.ts";
import { rememberedAhead } from "#sandbox/memory.ts";
import { createWorld, type WorldOptions } from "#sandbox/world.ts";
import { startWorker } from "../../jobs/worker.ts";
import { webApp } from "../web-server.ts";
import { SHOP } from "./env.ts";
import { operatorControl } from "./operator-control.ts";
import { createTimeMachine } from "./time-machine.ts";
import { createSandboxClock } from "./sandbox-clock.ts";

/** The app at work, and the world around it, until the sandbox ends or starts over. */
export interface Life {
  context: AppContext;
  app: Express;
  /** Lets the work under way finish. A request that comes too late for this finds no database. */
  end(): Promise<void>;
}

export const stateFileOf = ({ DATA_DIR }: Env): string => path.join(DATA_DIR, "world.json");

/**
 * Goes on where the last life ended, as far as the data folder and the database tell.
 * @param pool of this life alone
 */
export async function openLife(
  env: Env,
  { mailServer, startOver, pool }: Pick<WorldOptions, "mailServer" | "startOver"> & { pool: pg.Pool },
): Promise<Life> {
  const stateFile = stateFileOf(env);
  const clock = createSandboxClock(await rememberedAhead(stateFile), process.env.SANDBOX_HOUR);
  const context = await createContext(env, { clock, db: { pool, kind: "pglite", close: () => pool.end() } });
  const worker = await startWorker(context);
  const world = await createWorld({
    appUrl: env.SHOPIFY_APP_URL,
    shopDomain: SHOP,
    apiKey: env.SHOPIFY_API_KEY,
    apiSecret: env.SHOPIFY_API_SECRET,
    twilio: {
      accountSid: env.TWILIO_ACCOUNT_SID,
      authToken: env.TWILIO_AUTH_TOKEN,
      fromNumber: env.TWILIO_FROM_NUMBER ?? "",
    },
    mailServer,
    clock,
    advance: createTimeMachine(context, clock, worker),
    idle: () => worker.idle(),
    startOver,
    stateFile,
  });
  const door = operatorControl(context, env.DATA_DIR, env.SHOPIFY_APP_URL);
  const app = await webApp(context, [
    ["/sandbox/operator", door.router],
    ["/sandbox", world.router],
  ]);
  return {
    context,
    app,
    end: async () => {
      door.close();
      context.live.close();
      await world.close();
      await worker.stop();
      await context.close();
    },
  };
}
