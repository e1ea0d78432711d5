import "./sandbox/app-bridge-address.ts";
import { mkdirSync, rmSync } from "node:fs";
import { openMailServer } from "#sandbox/mailbox/server.ts";
import { openEmbedded } from "#shell/db/pool.server.ts";
import { sandboxEnv } from "./sandbox/env.ts";
import { emptyTables } from "./sandbox/empty-tables.ts";
import { setUpSandbox } from "./sandbox/set-up-sandbox.ts";
import { openLife, stateFileOf, type Life } from "./sandbox/open-life.ts";
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
  const around = { mailServer, startOver };
  let life: Promise<Life> = openLife(env, { ...around, pool: await database.connect() });
  await life;
  // What is asked while the sandbox starts over is answered by the new life.
  const web = await listen((request, response) => void life.then(({ app }) => app(request, response)), {
    port: env.PORT,
    host: env.HOST,
  });
  await setUpSandbox((await life).context);
  process.stdout.write(`Shopbell's sandbox is open: ${env.SHOPIFY_APP_URL}/sandbox\n`);
  onStop(async () => {
    const { end, context } = await life;
    context.live.close();
    await web.close();
    await end();
    await mailServer.close();
    await database.close();
  });

  async function startOver(start?: "furnished" | "empty"): Promise<void> {
    life = life.then(async ({ end }) => {
      await end();
      const pool = await database.connect();
      await emptyTables(pool);
      rmSync(stateFileOf(env), { force: true });
      return openLife(env, { ...around, pool });
    });
    await life.then(({ context }) => setUpSandbox(context, start)).catch(exitWith);
  }
} catch (error) {
  exitWith(error);
}
