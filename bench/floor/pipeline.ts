import { createHmac, timingSafeEqual } from "node:crypto";
import http from "node:http";
import pg from "pg";
import { createBatcher } from "#shell/batcher.server.ts";
import { claimSteps, keepReceipts, planSteps, schema, seedSteps, settleSteps } from "./schema.ts";

/**
 * The floor of a text's path, as one process: HMAC, parse, condition, words, durable receipt and step, HTTP send, and
 * status, ledger and log, all grouped. It checks no consent, hours or caps, and explains nothing. The benchmarks
 * compare the app with it in the same run.
 *
 * Environment: FLOOR_DATABASE, FLOOR_PORT, FLOOR_SECRET, and FLOOR_PROVIDER, the address of a provider.
 */
const { FLOOR_DATABASE, FLOOR_PORT, FLOOR_SECRET = "", FLOOR_PROVIDER = "" } = process.env;
const GROUP = { most: 200, atOnce: 2 };
const CALLS = 64;

interface Receipt {
  shop: number;
  event: string;
  body: Buffer;
  phone: string;
  words: string;
}

const pool = new pg.Pool({ connectionString: FLOOR_DATABASE, max: 10 });
const agent = new http.Agent({ keepAlive: true, maxSockets: CALLS });
const run = (name: string, text: string, values: unknown[] = []) => pool.query({ name, text, values });

const kept = createBatcher<Receipt, void>(async (receipts) => {
  await run("keep", keepReceipts, [
    receipts.map(({ shop }) => shop),
    receipts.map(({ event }) => event),
    receipts.map(({ body }) => body),
  ]);
  return [];
}, GROUP);

const planned = createBatcher<Receipt, void>(async (receipts) => {
  await run("plan", planSteps, [
    receipts.map(({ shop }) => shop),
    receipts.map(({ event }) => event),
    receipts.map(({ phone }) => phone),
    receipts.map(({ words }) => words),
  ]);
  void claim();
  return [];
}, GROUP);

const settled = createBatcher<string, void>(async (ids) => {
  await run("settle", settleSteps, [ids]);
  return [];
}, GROUP);

const waiting: { id: string; phone: string; body: string }[] = [];
let calls = 0;
let claiming = false;
let again = false;

/** Claims due steps until none is left, and keeps the calls to the provider busy. */
async function claim(): Promise<void> {
  again = true;
  if (claiming) return;
  claiming = true;
  while (again && waiting.length < 200) {
    again = false;
    const { rows } = await run("claim", claimSteps);
    if (rows.length === 500) again = true;
    waiting.push(...(rows as typeof waiting));
    callNext();
  }
  claiming = false;
}

function callNext(): void {
  while (calls < CALLS && waiting.length > 0) {
    const { id, phone, body } = waiting.shift() ?? { id: "", phone: "", body: "" };
    calls++;
    void send(phone, body)
      .then(() => settled.add(id))
      .finally(() => {
        calls--;
        callNext();
      });
  }
  if (waiting.length < 200 && again) void claim();
}

const send = (to: string, words: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const form = new URLSearchParams({ To: to, From: "+15005550006", Body: words }).toString();
    const headers = {
      "Content-Type": "application/x-www-form-urlencoded",
      "Content-Length": Buffer.byteLength(form),
    };
    http
      .request(FLOOR_PROVIDER, { method: "POST", agent, headers }, (given) => given.resume().on("end", resolve))
      .on("error", reject)
      .end(form);
  });

function isSigned(body: Buffer, signature: string): boolean {
  const expected = createHmac("sha256", FLOOR_SECRET).update(body).digest();
  const given = Buffer.from(signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function receive(request: http.IncomingMessage, body: Buffer): Promise<number> {
  if (!isSigned(body, String(request.headers["x-shopify-hmac-sha256"]))) return 401;
  const order = JSON.parse(body.toString("utf8")) as {
    id: number;
    name: string;
    financial_status: string;
    phone: string;
    customer?: { first_name?: string };
  };
  const receipt = {
    shop: order.id % 100,
    event: String(request.headers["x-shopify-event-id"]),
    body,
    phone: order.phone,
    words: `Hi ${order.customer?.first_name ?? "there"}, your order ${order.name} is confirmed.`,
  };
  if (request.url === "/accept") await kept.add(receipt);
  else await planned.add(receipt);
  return 200;
}

await pool.query(schema);
http
  .createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      void answer(request, Buffer.concat(chunks)).then(({ status, body }) => response.writeHead(status).end(body));
    });
  })
  .listen(Number(FLOOR_PORT), "127.0.0.1");

async function answer(request: http.IncomingMessage, body: Buffer): Promise<{ status: number; body?: string }> {
  if (request.url === "/settled") {
    const { rows } = await pool.query<{ n: number }>("SELECT count(*)::int AS n FROM outcome");
    return { status: 200, body: String(rows[0]?.n ?? 0) };
  }
  if (request.url?.startsWith("/drain/")) {
    await pool.query(seedSteps, [Number(request.url.slice("/drain/".length))]);
    void claim();
    return { status: 200 };
  }
  return { status: await receive(request, body) };
}
