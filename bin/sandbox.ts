import "./sandbox/app-bridge-address.ts";
import { mkdirSync, rmSync } from "node:fs";
import { openMailServer } from "#sandbox/mailbox/server.ts";
import { openEmbedded } from "#shell/db/pool.server.ts";
import { sandboxEnv } from "./sandbox/env.ts";
import { emptyTables } from "./sandbox/empty-tables.ts";
import { startInstance, stateFileOf, type SandboxInstance } from "./sandbox/sandbox-instance.ts";
import { setUpSandbox } from "./sandbox/set-up-sandbox.ts";
import { exitWith, onStop } from "./process.ts";
import { listen } from "./web-server.ts";

/**
 * Runs a complete installation on one machine: the real app on an embedded database, with fakes of Shopify, Twilio and
 * the mail server on loopback.
 */
try {
  const mailServer = await openMailServer();
  const env = sandboxEnv(process.env, mailServer.url);
  mkdirSync(env.DATA_DIR, { recursive: true, mode: 0o700 });
  const database = await openEmbedded(`${env.DATA_DIR}/postgres`);
  const shared = { mailServer, startOver };
  let instance: Promise<SandboxInstance> = startInstance(env, { ...shared, pool: await database.connect() });
  await instance;
  // A request during a start-over is answered by the app that starts.
  const web = await listen((request, response) => void instance.then(({ app }) => app(request, response)), {
    port: env.PORT,
    host: env.HOST,
  });
  const { context: first } = await instance;
  await setUpSandbox(first);
  process.stdout.write(`Shopbell's sandbox is open: ${env.SHOPIFY_APP_URL}/sandbox\n`);
  onStop(first.log, async () => {
    const { end, context } = await instance;
    context.live.close();
    await web.close();
    await end();
    await mailServer.close();
    await database.close();
  });

  async function startOver(start?: "furnished" | "empty"): Promise<void> {
    instance = instance.then(async ({ end }) => {
      await end();
      const pool = await database.connect();
      await emptyTables(pool);
      rmSync(stateFileOf(env), { force: true });
      return startInstance(env, { ...shared, pool });
    });
    await instance.then(({ context }) => setUpSandbox(context, start)).catch(exitWith);
  }
} catch (error) {
  exitWith(error);
}
