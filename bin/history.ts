import "./sandbox/app-bridge-address.ts";
import { mkdtempSync, rmSync } from "node:fs";
import type { RequestListener } from "node:http";
import os from "node:os";
import path from "node:path";
import { openMailServer } from "#sandbox/mailbox/server.ts";
import { migrate } from "#shell/db/migrate.server.ts";
import { openEmbedded } from "#shell/db/pool.server.ts";
import { sandboxEnv } from "./sandbox/env.ts";
import { HISTORY, SNAPSHOT } from "./sandbox/history/bring-history.ts";
import { makeHistory } from "./sandbox/history/make-history.ts";
import { saveSnapshot } from "./sandbox/history/snapshot.ts";
import { exitWith } from "./process.ts";
import { listen } from "./web-server.ts";

const PORT = process.env.PORT || "3391";
/** Prints a line for so many days. */
const LINE_EVERY_DAYS = 15;

/** Plays the sandbox's history from its seed, and stores it where the sandbox opens it from. */
try {
  const folder = mkdtempSync(path.join(os.tmpdir(), "shopbell-history-"));
  const mailServer = await openMailServer();
  const env = sandboxEnv({ ...process.env, PORT, DATA_DIR: folder, LOG_LEVEL: "error" }, mailServer.url);
  const database = await openEmbedded(`${folder}/postgres`);
  const pool = await database.connect();
  await migrate(pool);
  let told = 0;
  let answer: RequestListener = (_request, response) => response.end();
  const web = await listen((request, response) => answer(request, response), { port: env.PORT, host: env.HOST });
  const world = await makeHistory(env, HISTORY, {
    pool,
    mailServer,
    serve: (app) => (answer = app),
    onDay: (day) => {
      if (day > told + LINE_EVERY_DAYS) process.stdout.write(`day ${(told = day)} of ${HISTORY.days}\n`);
    },
  });
  await saveSnapshot(pool, world, SNAPSHOT, env.SHOPIFY_APP_URL);
  process.stdout.write(`written to ${SNAPSHOT}\n`);
  await web.close();
  await mailServer.close();
  await pool.end();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
} catch (error) {
  exitWith(error);
}
