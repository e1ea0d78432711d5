import { createHmac, randomUUID } from "node:crypto";
import http from "node:http";
import { systemClock } from "#shell/clock.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";

export const CONNECTIONS = 50;
export const SECRET = "bench-secret";
export const SHOP = "bench.myshopify.com";

const FIRST_ORDER = 5_000_000_000_000;
/** What makes a real order weigh about 6 kB, and what no automation reads. */
const FILLER = {
  tax_lines: Array.from({ length: 70 }, () => ({
    price: "0.35",
    rate: 0.04,
    title: "NY State Tax",
    channel_liable: false,
  })),
};

/** A signed order of about 6 kB. Each number is another order of another customer. */
function delivery(number: number): { body: string; headers: Record<string, string | number> } {
  const body = orderBody({
    order: String(10_000 + number),
    id: String(FIRST_ORDER + number),
    phone: `+1212${2_000_000 + number}`,
    email: `c${number}@example.com`,
    token: `t-${number}`,
    rest: { ...FILLER, phone: `+1212${2_000_000 + number}`, financial_status: "paid" },
  });
  return {
    body,
    headers: {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(body),
      "X-Shopify-Topic": "orders/create",
      "X-Shopify-Shop-Domain": SHOP,
      "X-Shopify-API-Version": "2026-10",
      "X-Shopify-Webhook-Id": randomUUID(),
      "X-Shopify-Event-Id": randomUUID(),
      "X-Shopify-Triggered-At": systemClock.now().toString(),
      "X-Shopify-Hmac-Sha256": createHmac("sha256", SECRET).update(body).digest("base64"),
    },
  };
}

export interface Answers {
  seconds: number;
  /** Milliseconds until the answer. */
  p50: number;
  p99: number;
}

/** Posts signed orders, 50 at once where nothing else is said. @param from the first order's number */
export async function deliverOrders(
  url: string,
  from: number,
  count: number,
  connections = CONNECTIONS,
): Promise<Answers> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const began = performance.now();
  let next = 0;
  const deliver = async () => {
    for (let at = next++; at < count; at = next++) times.push(await post(url, agent, delivery(from + at)));
  };
  await Promise.all(Array.from({ length: connections }, deliver));
  agent.destroy();
  times.sort((a, b) => a - b);
  return {
    seconds: (performance.now() - began) / 1_000,
    p50: times[Math.floor(count * 0.5)] ?? 0,
    p99: times[Math.floor(count * 0.99)] ?? 0,
  };
}

const post = (url: string, agent: http.Agent, { body, headers }: ReturnType<typeof delivery>): Promise<number> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    http
      .request(url, { method: "POST", agent, headers }, (answer) => {
        answer.resume().on("end", () => {
          if (answer.statusCode === 200) resolve(performance.now() - began);
          else reject(new Error(`answered ${answer.statusCode}`));
        });
      })
      .on("error", reject)
      .end(body);
  });
