import "./sandbox/app-bridge-address.ts";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { createContext } from "#shell/create-context.server.ts";
import { startWorker } from "../jobs/worker.ts";
import { rememberedAhead } from "#sandbox/memory.ts";
import { openMailServer } from "#sandbox/mailbox/server.ts";
import { createWorld } from "#sandbox/world.ts";
import { wake } from "./sandbox/wake.ts";
import { sandboxEnv, SHOP } from "./sandbox/env.ts";
import { furnish } from "./sandbox/furnish.ts";
import { createTimeMachine } from "./sandbox/time-machine.ts";
import { operatorControl } from "./sandbox/operator-control.ts";
import { exitWith, onStop } from "./process.ts";
import { startWebServer } from "./web-server.ts";

/**
 * Runs a complete installation on one machine: the real app on an embedded database, with fakes of Shopify, Twilio and
 * the mail server on loopback.
 */
try {
  const mailServer = await openMailServer();
  const env = sandboxEnv(process.env, mailServer.url);
  mkdirSync(env.DATA_DIR, { recursive: true, mode: 0o700 });
  const stateFile = path.join(env.DATA_DIR, "world.json");
  const clock = wake(await rememberedAhead(stateFile), process.env.SANDBOX_HOUR);
  const context = await createContext(env, { clock });
  const worker = await startWorker(context);
  const advance = createTimeMachine(context, clock, worker);
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
    advance,
    idle: () => worker.idle(),
    stateFile,
  });
  const door = operatorControl(context, env.DATA_DIR, env.SHOPIFY_APP_URL);
  const web = await startWebServer(context, {
    port: env.PORT,
    host: env.HOST,
    routers: [
      ["/sandbox/operator", door.router],
      ["/sandbox", world.router],
    ],
  });
  await furnish(context);
  process.stdout.write(`Shopbell's sandbox is open: ${env.SHOPIFY_APP_URL}/sandbox\n`);
  onStop(async () => {
    door.close();
    await web.close();
    await world.close();
    await worker.stop();
    await mailServer.close();
    await context.close();
  });
} catch (error) {
  exitWith(error);
}
