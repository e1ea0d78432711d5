import "./sandbox/app-bridge-address.ts";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { openMailServer } from "#sandbox/mailbox/server.ts";
import { openEmbedded } from "#shell/db/pool.server.ts";
import type { Start } from "#sandbox/world-options.ts";
import { sandboxEnv, startOf } from "./sandbox/env.ts";
import { emptyTables } from "./sandbox/empty-tables.ts";
import { bringHistory } from "./sandbox/history/bring-history.ts";
import { startInstance, stateFileOf, type SandboxInstance } from "./sandbox/sandbox-instance.ts";
import { trackOpenRequests } from "./sandbox/open-requests.ts";
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
  const isNew = !existsSync(stateFileOf(env));
  let instance: Promise<SandboxInstance> = open(firstStart, isNew);
  const requests = trackOpenRequests();
  // A request while the sandbox starts over waits for the instance that starts.
  const web = await listen(
    (request, response) =>
      void instance.then(({ app }) => {
        requests.add(request, response);
        app(request, response);
      }),
    { port: env.PORT, host: env.HOST },
  );
  const { context: first } = await instance;
  await setUp(await instance, firstStart, isNew);
  process.stdout.write(`Shopbell's sandbox is open: ${env.SHOPIFY_APP_URL}/sandbox\n`);
  onStop(first.log, async () => {
    const { end, context } = await instance;
    context.live.close();
    await web.close();
    await end();
    await mailServer.close();
    await database.close();
  });

  async function open(start: Start, asNew: boolean): Promise<SandboxInstance> {
    const pool = await database.connect();
    if (asNew && start === "history") await bringHistory(env, pool);
    // A store whose merchant installs the app has a past that the app imports.
    return startInstance(env, { ...shared, pool, hasTraded: start === "empty" });
  }

  async function setUp({ context, advance }: SandboxInstance, start: Start, asNew: boolean): Promise<void> {
    await setUpSandbox(context, start);
    if (!asNew || start !== "history") return;
    // A snapshot has no sessions.
    await firstVisit(context);
    const { SANDBOX_HOUR: hour } = process.env;
    if (hour) await advance(nextHour(context.clock.now(), hour));
  }

  async function startOver(start = firstStart): Promise<void> {
    instance = instance.then(async ({ end }) => {
      await requests.answered();
      await end();
      const pool = await database.connect();
      await emptyTables(pool);
      await pool.end();
      rmSync(stateFileOf(env), { force: true });
      return open(start, true);
    });
    await instance.then((opened) => setUp(opened, start, true)).catch(exitWith);
  }
} catch (error) {
  exitWith(error);
}
