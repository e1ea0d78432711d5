import { once } from "node:events";
import http, { createServer, type IncomingMessage, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import express from "express";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createBodyBudget } from "#shell/http/body-budget.server.ts";
import { bodyLimitOf } from "#shell/http/body-limits.server.ts";
import { emptyDatabase } from "#tests/support/database.ts";
import { answerErrors } from "../../bin/answer-errors.ts";
import { appHandler, type Answer } from "../../bin/app-handler.ts";
import { buildHouse, type House } from "../services/test-app.ts";
import { addressedRoutes } from "./every-route.ts";

const KB = 1024;
const MB = 1024 * KB;
const routes = await addressedRoutes();

/** The app's server, with a route's answer in place of all the routes'. */
async function serve(answer: Answer, budget = createBodyBudget()) {
  const app = express();
  app.disable("x-powered-by");
  app.all("*", appHandler(answer, budget));
  app.use(answerErrors(pino({ level: "silent" })));
  const server = createServer(app);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

interface Sent {
  port: number;
  path: string;
  headers?: http.OutgoingHttpHeaders;
  /** Asks for the next piece of the body, until the answer is there. */
  pieces?: Iterable<Buffer>;
}

/** Posts piece by piece, as long as no answer is there. */
async function post({ port, path, headers = {}, pieces = [] }: Sent) {
  const request = http.request({ port, path, method: "POST", headers, host: "127.0.0.1", agent: false });
  request.on("error", () => {});
  let answered = false;
  const answer = once(request, "response").then(([response]) => {
    answered = true;
    return response as IncomingMessage;
  });
  let sent = 0;
  for (const piece of pieces) {
    if (answered || request.destroyed) break;
    sent += piece.byteLength;
    if (!request.write(piece)) await Promise.race([once(request, "drain"), answer]);
  }
  request.end();
  const response = await answer;
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, headers: response.headers, text, sent };
}

function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(64 * KB, "a");
}

describe("every route", () => {
  let server: Server;
  let port: number;
  let asked: string[] = [];
  let received = 0;
  beforeAll(async () => {
    ({ server, port } = await serve(async (request) => {
      asked.push(new URL(request.url).pathname);
      received = 0;
      for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) received += chunk.byteLength;
      return new Response("read to its end");
    }));
  });
  beforeEach(() => (asked = []));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test.each(routes.map(({ path }) => path))("%s takes no body without a bound", async (path) => {
    const limit = bodyLimitOf(path);
    expect(limit).toBeLessThanOrEqual(path === "/webhooks" ? 5 * MB : path.startsWith("/app") ? MB : 256 * KB);
    const announced = await post({ port, path, headers: { "Content-Length": limit + 1 } });
    expect([announced.status, announced.text]).toEqual([413, expect.stringContaining(`${limit} bytes at most`)]);
    expect(asked).toEqual([]);
    const streamed = await post({ port, path, headers: { "Transfer-Encoding": "chunked" }, pieces: endless() });
    expect(streamed.status).toBe(413);
    expect(received).toBeLessThanOrEqual(limit);
  });

  test("a body within the bound is read", async () => {
    const { status, text } = await post({ port, path: "/auth/login", pieces: [Buffer.from("shop=a.myshopify.com")] });
    expect([status, text, received]).toEqual([200, "read to its end", 20]);
  });

  test.each<[string, string]>([
    ["a host with a space", 'GET / HTTP/1.1\r\nHost: "a b"\r\nConnection: close\r\n\r\n'],
    ["a method that no web request has", "TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"],
    ["a host that is none", "GET / HTTP/1.1\r\nHost: %zz\r\nConnection: close\r\n\r\n"],
  ])("%s is refused in one line, without a stack", async (_what, raw) => {
    const socket = connect(port, "127.0.0.1");
    socket.end(raw);
    let text = "";
    for await (const chunk of socket) text += String(chunk);
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text.split("\r\n\r\n")[1]?.trim().split("\n")).toHaveLength(1);
  });

  test("NUL in an address reaches no route", async () => {
    await post({ port, path: "/app/activity?search=a%00b" });
    expect(asked).toEqual(["/app/activity"]);
  });
});

describe("bodies in flight", () => {
  /** Reads each body, and answers when told. */
  const holding = async (limits: { perProcess: number; perShop: number }) => {
    const budget = createBodyBudget(limits);
    let answerAll: (() => void)[] = [];
    const arrivals: (() => void)[] = [];
    const served = await serve(async (request) => {
      await request.text();
      const answered = new Promise<void>((resolve) => answerAll.push(resolve));
      for (const arrived of arrivals.splice(0)) arrived();
      await answered;
      return new Response("done");
    }, budget);
    return {
      ...served,
      start: (shop: string) => {
        const arrived = new Promise<void>((resolve) => arrivals.push(resolve));
        const answer = post({ ...toWebhooks(served.port, shop), pieces: [Buffer.alloc(60 * KB)] });
        return { arrived, answer };
      },
      answerAll: () => {
        for (const answer of answerAll) answer();
        answerAll = [];
      },
    };
  };
  const toWebhooks = (port: number, shop: string) => ({
    port,
    path: "/webhooks",
    headers: { "X-Shopify-Shop-Domain": shop },
  });
  let served: Awaited<ReturnType<typeof holding>>;
  afterEach(() => {
    served.answerAll();
    served.server.closeAllConnections();
    served.server.close();
  });

  test("more than a process may hold are answered 503 with a time to come back, until others are done", async () => {
    served = await holding({ perProcess: 130 * KB, perShop: 130 * KB });
    const held = [served.start("a.myshopify.com"), served.start("b.myshopify.com")];
    await Promise.all(held.map(({ arrived }) => arrived));
    const refused = await post({ ...toWebhooks(served.port, "c.myshopify.com"), pieces: [Buffer.alloc(60 * KB)] });
    expect([refused.status, Number(refused.headers["retry-after"])]).toEqual([503, expect.toBeOneOf([1, 2, 3, 4, 5])]);
    served.answerAll();
    expect((await Promise.all(held.map(({ answer }) => answer))).map(({ status }) => status)).toEqual([200, 200]);
    const after = served.start("c.myshopify.com");
    await after.arrived;
    served.answerAll();
    expect((await after.answer).status).toBe(200);
  });

  test("one shop's share leaves room for the others", async () => {
    served = await holding({ perProcess: 1 * MB, perShop: 70 * KB });
    const first = served.start("a.myshopify.com");
    await first.arrived;
    const second = await post({ ...toWebhooks(served.port, "a.myshopify.com"), pieces: [Buffer.alloc(60 * KB)] });
    expect(second.status).toBe(503);
    const other = served.start("b.myshopify.com");
    await other.arrived;
    served.answerAll();
    expect([(await first.answer).status, (await other.answer).status]).toEqual([200, 200]);
  });
});

describe("a stranger", () => {
  let house: House;
  beforeAll(async () => {
    house = buildHouse(await emptyDatabase());
  });
  afterAll(() => house.close());
  const acting = routes.filter(({ route, path }) => route.action && !path.startsWith("/app"));

  test.each(acting.map(({ path, route }) => [path, route] as const))(
    "who posts to %s without a proof is refused before a byte of the body is read",
    async (path, { action }) => {
      let read = 0;
      const body = new ReadableStream(
        {
          pull(controller) {
            read++;
            controller.enqueue(new Uint8Array(KB));
            if (read > 100) controller.close();
          },
        },
        { highWaterMark: 0 },
      );
      const request = new Request(`https://shopbell.example${path}`, { method: "POST", body, duplex: "half" } as never);
      const answer = await Promise.resolve(
        action?.({ request, params: { id: "1" }, context: { app: house.context } }),
      ).then(
        (given) => (given as Response).status,
        (thrown: unknown) => (thrown as { init?: { status: number } }).init?.status ?? (thrown as Response).status,
      );
      expect(answer).toBeGreaterThanOrEqual(400);
      expect(answer).toBeLessThan(500);
      expect(read).toBe(0);
    },
  );
});
