import "./sandbox/app-bridge-address.ts";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import type { RequestListener } from "node:http";
import { openMailServer } from "#sandbox/mailbox/server.ts";
import { openEmbedded } from "#shell/db/pool.server.ts";
import type { Start } from "#sandbox/world-options.ts";
import { sandboxEnv, startOf } from "./sandbox/env.ts";
import { emptyTables } from "./sandbox/empty-tables.ts";
import { bringHistory } from "./sandbox/history/bring-history.ts";
import { startInstance, stateFileOf, type SandboxInstance } from "./sandbox/sandbox-instance.ts";
import { nextHour } from "./sandbox/sandbox-clock.ts";
import { firstVisit, setUpSandbox } from "./sandbox/set-up-sandbox.ts";
import { exitWith, onStop } from "./process.ts";
import { listen } from "./web-server.ts";

/**
 * Runs a complete installation on one machine: the real app on an embedded database, with fakes of Shopify, Twilio and
 * the mail server on loopback.
 */
try {
  const mailServer = await openMailServer();
  const env = sandboxEnv(process.env, mailServer.url);
  const firstStart = startOf(process.env.SANDBOX_START);
  mkdirSync(env.DATA_DIR, { recursive: true, mode: 0o700 });
  const database = await openEmbedded(`${env.DATA_DIR}/postgres`);
  const shared = { mailServer, startOver };
  let app: Promise<RequestListener> = new Promise(() => {});
  const serve = (next: RequestListener) => void (app = Promise.resolve(next));
  // A request while nothing is served waits for the app that starts.
  const web = await listen((request, response) => void app.then((answer) => answer(request, response)), {
    port: env.PORT,
    host: env.HOST,
  });
  let instance: Promise<SandboxInstance> = open(firstStart, { isNew: !existsSync(stateFileOf(env)) });
  const { context: first } = await instance;
  await setUpSandbox(first, firstStart);
  process.stdout.write(`Shopbell's sandbox is open: ${env.SHOPIFY_APP_URL}/sandbox\n`);
  onStop(first.log, async () => {
    const { end, context } = await instance;
    context.live.close();
    await web.close();
    await end();
    await mailServer.close();
    await database.close();
  });

  async function open(start: Start, { isNew }: { isNew: boolean }): Promise<SandboxInstance> {
    if (isNew && start === "history") {
      const pool = await database.connect();
      await bringHistory(env, pool);
      await pool.end();
    }
    const opened = await startInstance(env, { ...shared, pool: await database.connect() });
    serve(opened.app);
    // A snapshot has no sessions.
    if (isNew && start === "history") await firstVisit(opened.context);
    const { SANDBOX_HOUR: hour } = process.env;
    if (isNew && start === "history" && hour) await opened.advance(nextHour(opened.context.clock.now(), hour));
    return opened;
  }

  async function startOver(start = firstStart): Promise<void> {
    instance = instance.then(async ({ end }) => {
      app = new Promise(() => {});
      await end();
      const pool = await database.connect();
      await emptyTables(pool);
      await pool.end();
      rmSync(stateFileOf(env), { force: true });
      return open(start, { isNew: true });
    });
    await instance.then(({ context }) => setUpSandbox(context, start)).catch(exitWith);
  }
} catch (error) {
  exitWith(error);
}
