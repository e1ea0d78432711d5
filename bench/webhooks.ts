import { spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { grantCredits } from "#services/credits/grant-credits.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { activateFromLibrary } from "#services/automations/change-automation-status.server.ts";
import { systemClock } from "#shell/clock.server.ts";
import { createContext } from "#shell/create-context.server.ts";
import { query } from "#shell/db/sql.server.ts";
import { readEnv } from "#shell/env.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { serve } from "#tests/sandbox/serving.ts";
import { freePort, untilReady } from "#tests/support/ports.ts";
import { bench, formatPerSecond } from "./report.ts";

const CONNECTIONS = 50;
const SECRET = "bench-secret";
const SHOP = "bench.myshopify.com";

/**
 * Measures signed webhook deliveries over HTTP to the web process, processed by a worker process, with a provider that
 * accepts everything.
 */
export async function benchWebhooks(databaseUrl: string, redisUrl: string, count: number): Promise<void> {
  const account = `AC${"1".repeat(32)}`;
  let texts = 0;
  // The sandbox's fake Twilio counts segments and sends four callbacks per text, which would dominate the measurement.
  const phoneCompany = await serve((request, response) => {
    request.resume().on("end", () => {
      texts++;
      response
        .writeHead(201, { "Content-Type": "application/json" })
        .end(JSON.stringify({ sid: `SM${randomUUID().replaceAll("-", "")}`, status: "queued", num_segments: "1" }));
    });
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const variables = {
    NODE_ENV: "production" as const,
    LOG_LEVEL: "error",
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_APP_URL: url,
    TWILIO_ACCOUNT_SID: account,
    TWILIO_AUTH_TOKEN: "token",
    TWILIO_FROM_NUMBER: "+15005550006",
    TWILIO_API_BASE_URL: phoneCompany.url,
  };
  const read = readEnv(variables);
  if ("problems" in read) throw new Error(read.problems.join("; "));
  const context = await createContext(read.env);
  const shop = await ensureShop(context, SHOP);
  await grantCredits(context, { shopId: shop.id, credits: count, type: "grant", note: "bench", actor: "bench" });
  await activateFromLibrary(context, { shopId: shop.id, libraryKey: "order-confirmation", actor: "bench" });

  const processes = ["bin/start.ts", "bin/worker.ts"].map((entry) =>
    spawn(process.execPath, ["--disable-warning=ExperimentalWarning", entry], {
      env: { ...process.env, ...variables },
      stdio: "inherit",
    }),
  );
  await untilReady(async () => {
    if (!(await fetch(`${url}/readyz`)).ok) throw new Error("the web process is not ready");
  });

  const times: number[] = [];
  const sent = bench(`webhooks: ${count} over HTTP, ${CONNECTIONS} at once, to settled texts`, async () => {
    await untilReady(async () => {
      const [row] = await query<{ n: number }>(
        context.db.pool,
        `SELECT count(*)::int AS "n" FROM "AutomationLog" WHERE "status" = 'sent'`,
      );
      if (row?.n !== count) throw new Error(`${row?.n} of ${count} texts are settled`);
    }, 120);
    return formatPerSecond(count);
  });
  await bench(`webhooks: ${count} over HTTP, ${CONNECTIONS} at once, to their answers`, async () => {
    let next = 0;
    const deliver = async () => {
      for (let at = next++; at < count; at = next++)
        times.push(
          await post(
            url,
            orderBody({
              order: String(10_000 + at),
              id: String(90_000 + at),
              phone: `+1212${2_000_000 + at}`,
              token: `t-${at}`,
            }),
          ),
        );
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, deliver));
    return formatPerSecond(count);
  });
  await sent;
  times.sort((a, b) => a - b);
  process.stdout.write(
    `webhooks: answered after p50 ${times[Math.floor(count * 0.5)]?.toFixed(0)} ms, ` +
      `p99 ${times[Math.floor(count * 0.99)]?.toFixed(0)} ms; ` +
      `${texts} texts for ${count} orders\n`,
  );

  for (const child of processes) child.kill();
  await Promise.all(processes.map((child) => once(child, "exit")));
  await context.close();
  await phoneCompany.close();
}

/** @returns response time in milliseconds */
async function post(url: string, body: string): Promise<number> {
  const began = performance.now();
  const answer = await fetch(`${url}/webhooks`, {
    method: "POST",
    body,
    headers: {
      "Content-Type": "application/json",
      "X-Shopify-Topic": "orders/create",
      "X-Shopify-Shop-Domain": SHOP,
      "X-Shopify-API-Version": "2026-10",
      "X-Shopify-Webhook-Id": randomUUID(),
      "X-Shopify-Event-Id": randomUUID(),
      "X-Shopify-Triggered-At": systemClock.now().toString(),
      "X-Shopify-Hmac-Sha256": createHmac("sha256", SECRET).update(body).digest("base64"),
    },
  });
  if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
  await answer.arrayBuffer();
  return performance.now() - began;
}
