import { createHmac } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Temporal } from "#core/time/time.ts";
import { createWebhookCaller, type WebhookCall } from "#shell/http/outbound.server.ts";
import { webhookSecret } from "#shell/http/webhook-signature.server.ts";
import { createSecrets } from "#shell/secrets.server.ts";
import { serve, type Served } from "../../sandbox/serving.ts";

const NOW = Temporal.Instant.from("2026-11-20T15:00:00.900Z");
const clock = { now: () => NOW };
const shopSecret = webhookSecret(createSecrets("a key for tests"), "shop-1");

interface Heard {
  headers: IncomingMessage["headers"];
  body: string;
}

let heard: Heard[];
let answer: (response: ServerResponse) => void;
let receiver: Served;
beforeEach(async () => {
  heard = [];
  answer = (response) => response.end("thanks");
  receiver = await serve((request, response) => {
    void text(request).then((body) => {
      heard.push({ headers: request.headers, body });
      answer(response);
    });
  });
});
afterEach(() => receiver.close());

const caller = (more: Partial<Parameters<typeof createWebhookCaller>[0]> = {}) =>
  createWebhookCaller({ clock, allowLoopback: true, ...more });
const call = (more: Partial<WebhookCall> = {}, webhooks = caller()) =>
  webhooks({ url: `${receiver.url}/hook`, body: { hello: "wörld" }, idempotencyKey: "step-1", shopSecret, ...more });

describe("a call", () => {
  it("is signed over its time and its very bytes, as a receiver checks it", async () => {
    expect(await call()).toEqual({ kind: "done", output: { status: 200, answer: "thanks" } });
    const [{ headers, body } = { headers: {}, body: "" }] = heard;
    const [, time, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["x-shopbell-signature"])) ?? [];
    expect(Number(time)).toBe(1_795_186_800);
    expect(createHmac("sha256", shopSecret).update(`${time}.${body}`).digest("hex")).toBe(mac);
    expect(JSON.parse(body)).toEqual({ hello: "wörld" });
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      "idempotency-key": "step-1",
    });
  });

  it("differs in its secret from shop to shop", () => {
    expect(webhookSecret(createSecrets("a key for tests"), "shop-2")).not.toBe(shopSecret);
  });

  it("of more than 64 KB is not made", async () => {
    expect(await call({ body: { text: "x".repeat(64 * 1024) } })).toMatchObject({ kind: "refused", code: "too_large" });
    expect(heard).toEqual([]);
  });
});

describe("an answer", () => {
  it.each([
    [204, {}, { kind: "done", output: { status: 204, answer: "" } }],
    [
      301,
      { location: "http://127.0.0.1:1/" },
      { kind: "refused", code: "redirected", detail: expect.stringContaining("http://127.0.0.1:1/") as string },
    ],
    [304, {}, { kind: "refused", code: "redirected" }],
    [400, {}, { kind: "refused", code: "http_400" }],
    [401, {}, { kind: "refused", code: "http_401" }],
    [404, {}, { kind: "refused", code: "http_404" }],
    [408, {}, { kind: "retry" }],
    [410, {}, { kind: "refused", code: "http_410" }],
    [429, { "retry-after": "120" }, { kind: "retry", after: 120 }],
    [429, { "retry-after": "Fri, 20 Nov 2026 16:00:00 GMT" }, { kind: "retry", detail: "it answered 429" }],
    [500, {}, { kind: "retry" }],
    [503, { "retry-after": "30" }, { kind: "retry", after: 30 }],
  ])("%d with %o is told by its class", async (status, headers, expected) => {
    answer = (response) => response.writeHead(status, headers).end();
    expect(await call()).toMatchObject(expected);
    // Neither repeated nor followed.
    expect(heard).toHaveLength(1);
  });

  it("without end is read no further than 64 KB", async () => {
    answer = (response) => {
      const more = () => {
        while (!response.destroyed && response.write("y".repeat(16 * 1024)));
      };
      response.on("drain", more);
      more();
    };
    expect(await call()).toEqual({ kind: "done", output: { status: 200, answer: "y".repeat(1_000) } });
  });

  it("that breaks off may be asked for again", async () => {
    answer = (response) => response.socket?.destroy();
    expect(await call()).toMatchObject({
      kind: "retry",
      detail: expect.stringContaining("could not be reached") as string,
    });
  });
});

describe("patience", () => {
  const hasty = () => caller({ patienceMs: 150 });

  it("ends with a receiver that never answers", async () => {
    answer = () => {};
    expect(await call({}, hasty())).toEqual({ kind: "retry", detail: "it did not answer in time" });
  });

  it.each<[string, string]>([
    ["switches protocols", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"],
    ["hangs up in the middle of its answer", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"],
    ["hangs up without an answer", ""],
  ])("is not needed for one that %s", async (_what, raw) => {
    answer = ({ socket }) => socket?.end(raw);
    const outcome = await call({}, caller({ patienceMs: 60_000 }));
    expect(outcome).toMatchObject(raw.includes("101") ? { kind: "refused", code: "http_101" } : { kind: "retry" });
  });

  it("ends with one that says again and again that it goes on", async () => {
    answer = (response) => {
      const going = setInterval(() => response.writeProcessing(), 20);
      response.socket?.on("close", () => clearInterval(going));
    };
    expect(await call({}, hasty())).toEqual({ kind: "retry", detail: "it did not answer in time" });
  });

  it("ends with one that trickles", async () => {
    answer = (response) => {
      response.write("a");
      const trickle = setInterval(() => response.write("a"), 20);
      response.on("close", () => clearInterval(trickle));
    };
    expect(await call({}, hasty())).toMatchObject({ kind: "retry" });
  });

  it("ends with a name that is looked up for ever", async () => {
    expect(
      await call({ url: "https://hook.example/" }, caller({ patienceMs: 150, resolve: () => new Promise(() => {}) })),
    ).toEqual({ kind: "retry", detail: "it did not answer in time" });
  });
});

describe("the inside", () => {
  it("is not reached by a name", async () => {
    const webhooks = caller({ allowLoopback: false, resolve: async () => [{ address: "127.0.0.1", family: 4 }] });
    expect(await call({ url: "https://hook.example/" }, webhooks)).toMatchObject({
      kind: "refused",
      code: "address_not_allowed",
      detail: expect.stringContaining("hook.example") as string,
    });
  });

  it("is not reached by a literal", async () => {
    expect(await call({}, caller({ allowLoopback: false }))).toMatchObject({
      kind: "refused",
      code: "address_not_allowed",
    });
    expect(heard).toEqual([]);
  });

  it("beyond this machine is not reached where this machine may be", async () => {
    expect(
      await call(
        { url: "https://hook.example/" },
        caller({ resolve: async () => [{ address: "192.168.0.10", family: 4 }] }),
      ),
    ).toMatchObject({ kind: "refused", code: "address_not_allowed" });
  });
});

it("a name that is not known may be asked for again", async () => {
  const unknown = () =>
    Promise.reject(Object.assign(new Error("getaddrinfo ENOTFOUND hook.example"), { code: "ENOTFOUND" }));
  expect(await call({ url: "https://hook.example/" }, caller({ resolve: unknown }))).toMatchObject({ kind: "retry" });
});

it("a receiver that speaks no TLS on a TLS address is not spoken to plainly", async () => {
  expect(await call({ url: receiver.url.replace("http:", "https:") })).toMatchObject({ kind: "retry" });
  expect(heard).toEqual([]);
});
