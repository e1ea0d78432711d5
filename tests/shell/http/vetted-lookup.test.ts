import { once } from "node:events";
import http, { type IncomingMessage } from "node:http";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ForbiddenAddress, vettedLookup, type Resolve } from "#shell/http/vetted-lookup.server.ts";
import { serve, type Served } from "../../sandbox/serving.ts";

// In this file 127.0.0.1 stands for the internet, and everything else for the inside.
const mayReach = (address: string) => address === "127.0.0.1";
const PUBLIC = { address: "127.0.0.1", family: 4 };
const INSIDE = { address: "10.0.0.1", family: 4 };

let hits = 0;
let server: Served;
beforeEach(async () => {
  hits = 0;
  server = await serve((_request, response) => {
    hits += 1;
    response.end("ok");
  });
});
afterEach(() => server.close());

async function call(resolve: Resolve): Promise<number | Error> {
  const request = http
    .request({
      host: "hook.example",
      port: new URL(server.url).port,
      agent: false,
      lookup: vettedLookup(mayReach, resolve),
    })
    .end();
  try {
    const [response] = (await once(request, "response")) as [IncomingMessage];
    response.resume();
    return response.statusCode ?? 0;
  } catch (error) {
    return error as Error;
  }
}

it("a name that leads inside is not called", async () => {
  expect(await call(async () => [INSIDE])).toBeInstanceOf(ForbiddenAddress);
});

it("a name with one address inside among public ones is not called", async () => {
  expect(await call(async () => [PUBLIC, INSIDE])).toBeInstanceOf(ForbiddenAddress);
  expect(hits).toBe(0);
});

it("a name without addresses is not called", async () => {
  expect(await call(async () => [])).toBeInstanceOf(ForbiddenAddress);
});

it("a name that flips between look-ups gains nothing: each socket goes where its one look-up was vetted", async () => {
  for (const first of [PUBLIC, INSIDE]) {
    let asked = 0;
    // Public at first sight, inside at the second; and the other way round.
    const flipping: Resolve = async () => [(asked++ === 0) === (first === PUBLIC) ? PUBLIC : INSIDE];
    const outcome = await call(flipping);
    expect(asked).toBe(1);
    expect(outcome).toEqual(first === PUBLIC ? 200 : expect.any(ForbiddenAddress));
  }
  expect(hits).toBe(1);
});

it("a name that cannot be looked up fails as the look-up failed", async () => {
  const failure = Object.assign(new Error("getaddrinfo ENOTFOUND hook.example"), { code: "ENOTFOUND" });
  expect(await call(() => Promise.reject(failure))).toBe(failure);
});
