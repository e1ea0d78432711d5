import { spawn, type ChildProcess } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { serve } from "#tests/sandbox/serving.ts";
import { createTwilio } from "#sandbox/twilio/twilio.ts";
import { systemClock } from "#shell/clock.server.ts";
import express, { type RequestHandler } from "express";
import { openTestDatabase } from "#tests/support/database.ts";
import { freePort, untilReady } from "#tests/support/ports.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const NODE = path.join(ROOT, "node_modules/.bin/node");
const SECRET = "production-secret";
export const SHOP = "juniper.myshopify.com";

/**
 * A real installation: web and worker as processes of their own, on real Postgres and Redis, with Twilio's stand-in.
 * @param before meets each request to Twilio's stand-in first
 */
export async function openInstallation(
  redisUrl: string,
  before: RequestHandler = (_request, _response, next) => next(),
) {
  const database = await openTestDatabase("postgres");
  const twilio = createTwilio({ accountSid: `AC${"1".repeat(32)}`, authToken: "twilio-token", now: systemClock.now });
  const phoneCompany = await serve(express().use(before).use(twilio.router));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: "production" as const,
    LOG_LEVEL: "warn",
    PORT: String(port),
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    SHOPIFY_API_KEY: "production-key",
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_APP_URL: url,
    TWILIO_ACCOUNT_SID: `AC${"1".repeat(32)}`,
    TWILIO_AUTH_TOKEN: "twilio-token",
    TWILIO_FROM_NUMBER: "+15005550006",
    TWILIO_API_BASE_URL: phoneCompany.url,
  };
  const running = new Set<ChildProcess>();

  function start(
    entry: string,
    args: readonly string[] = [],
    variables: NodeJS.ProcessEnv = env,
  ): ChildProcess & { said(): string } {
    const child = spawn(NODE, ["--disable-warning=ExperimentalWarning", entry, ...args], {
      cwd: ROOT,
      env: variables,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += String(chunk)));
    running.add(child);
    child.once("exit", () => running.delete(child));
    return Object.assign(child, { said: () => said });
  }

  async function stop(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }

  return {
    url,
    database,
    twilio,
    env,
    start,
    stop,
    worker: () => start("bin/worker.ts"),
    async web() {
      // A collector that has gigabytes to spare lets them fill: only in a bounded heap does what is resident tell of
      // a leak.
      const child = start("bin/start.ts", [], { ...env, NODE_OPTIONS: "--max-old-space-size=192" });
      await untilReady(async () => {
        const answer = await fetch(`${url}/readyz`).catch((error: unknown) => error);
        if (!(answer instanceof Response) || !answer.ok)
          throw new Error(`the web process is not ready: ${child.said()}`);
      });
      return child;
    },
    /** The operator's tool, which needs to know no more than where the data is. */
    async operate(...args: string[]) {
      const { PATH, NODE_ENV, LOG_LEVEL, DATABASE_URL, REDIS_URL } = env;
      const child = start("bin/shopbell.ts", [...args, "--json"], {
        PATH,
        NODE_ENV,
        LOG_LEVEL,
        DATABASE_URL,
        REDIS_URL,
      });
      const [code] = (await once(child, "exit")) as [number];
      return { code, said: child.said() };
    },
    deliver: (
      topic: string,
      body: string,
      { eventId, secret = SECRET, shop = SHOP }: { eventId?: string; secret?: string; shop?: string } = {},
    ) =>
      fetch(`${url}/webhooks`, {
        method: "POST",
        body,
        headers: {
          "Content-Type": "application/json",
          "X-Shopify-Topic": topic,
          "X-Shopify-Shop-Domain": shop,
          "X-Shopify-API-Version": "2026-10",
          "X-Shopify-Webhook-Id": randomUUID(),
          "X-Shopify-Event-Id": eventId ?? randomUUID(),
          "X-Shopify-Triggered-At": systemClock.now().toString(),
          "X-Shopify-Hmac-Sha256": createHmac("sha256", secret).update(body).digest("base64"),
        },
      }),
    /** Resolves once a query, which must answer with one number as "n", says what is wanted. */
    until: (text: string, wanted: number, seconds = 240) =>
      untilReady(async () => {
        const { rows } = await database.pool.query<{ n: string }>(text);
        if (Number(rows[0]?.n) !== wanted) throw new Error(`${text} answers ${rows[0]?.n}, not ${wanted}`);
      }, seconds),
    async count(text: string): Promise<number> {
      const { rows } = await database.pool.query<{ n: string }>(text);
      return Number(rows[0]?.n);
    },
    async close() {
      await Promise.all([...running].map((child) => stop(child)));
      twilio.close();
      await phoneCompany.close();
      await database.close();
    },
  };
}

export type Installation = Awaited<ReturnType<typeof openInstallation>>;
