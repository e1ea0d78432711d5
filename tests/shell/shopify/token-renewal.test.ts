import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { Session } from "@shopify/shopify-api";
import pg from "pg";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPrisma } from "#shell/db/prisma.server.ts";
import { query } from "#shell/db/sql.server.ts";
import { createSecrets } from "#shell/secrets.server.ts";
import { createShopify } from "#shell/shopify/app.server.ts";
import { createAdminApi } from "#shell/shopify/graphql-admin-api.server.ts";
import { redirectedFetch } from "#shell/shopify/redirected-fetch.server.ts";
import { describeOnPostgres } from "#tests/support/database.ts";
import { testEnv } from "#tests/services/test-app.ts";
import { sandbox, shopDomain, shopify, type Sandbox } from "../../sandbox/sandbox.ts";

const WORKERS = 10;
const ID = `offline_${shopDomain}`;
const OPTIONS = { log: pino({ level: "silent" }), secrets: createSecrets("a key for tests") };
const env = {
  ...testEnv,
  SHOPIFY_API_KEY: shopify.config.apiKey,
  SHOPIFY_API_SECRET: shopify.config.apiSecretKey,
};

describeOnPostgres("an expiring offline token", (database) => {
  let world: Sandbox;
  let closing: (() => Promise<unknown>)[];
  /** What happens to a request for a token; it arrives unless told. */
  let onTheWay: (ask: () => Promise<Response>) => Promise<Response>;
  let asked: number;
  beforeEach(async () => {
    world = await sandbox();
    closing = [];
    asked = 0;
    onTheWay = (ask) => ask();
    await use({ accessToken: "shpat_old", refreshToken: "shprt_old", expires: minutes(-1) });
  });
  afterEach(async () => {
    for (const close of closing) await close();
    await world.close();
  });

  const minutes = (count: number) => new Date(Date.now() + count * 60_000);
  /** A process of the app: with its own connections, and nothing shared with another but the database. */
  function worker() {
    const pool = new pg.Pool({ connectionString: database().url, max: 2 });
    const prisma = createPrisma(pool);
    closing.push(async () => {
      await prisma.$disconnect();
      await pool.end();
    });
    const app = createShopify(env, prisma, OPTIONS);
    const arrives = redirectedFetch(`${world.url}/sandbox/shopify`);
    setAbstractFetchFunc((address, init) => {
      if (!new Request(address, init).url.endsWith("/oauth/access_token")) return arrives(address, init);
      asked++;
      return onTheWay(() => arrives(address, init));
    });
    return { ...app, adminApi: createAdminApi(app, OPTIONS.log) };
  }
  /** The session that is stored. */
  async function use(tokens: { accessToken: string; refreshToken: string; expires: Date }): Promise<void> {
    const { sessionStorage } = worker();
    await sessionStorage.storeSession(
      new Session({ id: ID, shop: shopDomain, state: "", isOnline: false, scope: "", ...tokens }),
    );
  }
  const reads = (count: number) =>
    Promise.all(Array.from({ length: count }, () => worker().adminApi.grantedScopes(shopDomain)));
  const lease = async () =>
    (await query<{ renewalUntil: unknown }>(database().pool, `SELECT "renewalUntil" FROM "Session"`))[0]?.renewalUntil;

  test("is renewed once when ten workers need it, and all of them get what they asked for", async () => {
    onTheWay = async (ask) => {
      // All have come before there is an answer.
      await new Promise((resolve) => setTimeout(resolve, 300));
      return ask();
    };
    const answers = await reads(WORKERS);
    expect(answers.map(({ kind }) => kind)).toEqual(Array.from({ length: WORKERS }, () => "answered"));
    expect(asked).toBe(1);
    expect(await lease()).toBeNull();
    expect((await reads(1))[0]?.kind).toBe("answered");
    expect(asked).toBe(1);
  });

  test("is renewed before it expires, and left alone while it lasts", async () => {
    await use({ accessToken: "shpat_old", refreshToken: "shprt_old", expires: minutes(10) });
    await reads(2);
    expect(asked).toBe(0);
    await use({ accessToken: "shpat_old", refreshToken: "shprt_old", expires: minutes(5.5) });
    await reads(2);
    expect(asked).toBe(1);
  });

  test("is asked for once more with the old refresh token when the answer is lost", async () => {
    onTheWay = async (ask) => {
      const answer = await ask();
      if (asked === 1) throw new TypeError("the connection was reset");
      return answer;
    };
    expect((await reads(1))[0]?.kind).toBe("answered");
    expect(asked).toBe(2);
  });

  test("is tried twice while Shopify is away, by one worker of ten; the others fail with it and all try again later", async () => {
    onTheWay = async () => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      throw new TypeError("no route to Shopify");
    };
    const answers = await reads(WORKERS);
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(["retry"]));
    expect(asked).toBe(2);
    onTheWay = (ask) => ask();
    expect((await reads(1))[0]?.kind).toBe("answered");
  });

  test("that still lasts is used while Shopify gives no new one", async () => {
    await use({ accessToken: "shpat_old", refreshToken: "shprt_old", expires: minutes(3) });
    onTheWay = async () => Promise.reject(new TypeError("no route to Shopify"));
    expect((await reads(1))[0]?.kind).toBe("answered");
  });

  test("whose refresh token has ended locks the app out until the merchant opens it, without asking twice", async () => {
    onTheWay = async () =>
      new Response(JSON.stringify({ error: "invalid_grant" }), {
        status: 400,
        headers: { "Content-Type": "application/json" },
      });
    world.tokens.tokens.shpat_old = "revoked";
    expect((await reads(1))[0]).toMatchObject({ kind: "retry", code: "no_session" });
    expect(asked).toBe(1);
  });

  test("that a process left half renewed is renewed by another one, when its lease is over", async () => {
    const set = (until: Date) => query(database().pool, `UPDATE "Session" SET "renewalUntil" = $1`, [until]);
    await set(minutes(-0.01));
    expect((await reads(1))[0]?.kind).toBe("answered");
    expect(asked).toBe(1);
  });

  test("of a shop that uninstalls meanwhile brings back no session", async () => {
    onTheWay = async (ask) => {
      const answer = await ask();
      await query(database().pool, `DELETE FROM "Session"`);
      return answer;
    };
    expect((await reads(1))[0]).toMatchObject({ kind: "retry" });
    expect(await query(database().pool, `SELECT 1 FROM "Session"`)).toEqual([]);
  });

  test("that another worker renewed between a read and a call is read again, and the call made once more", async () => {
    await use({ accessToken: "shpat_old", refreshToken: "shprt_old", expires: minutes(60) });
    const { sessionStorage, adminApi } = worker();
    const load = sessionStorage.loadSession.bind(sessionStorage);
    let loads = 0;
    sessionStorage.loadSession = async (id) => {
      const session = await load(id);
      if (loads++ === 0) {
        world.tokens.tokens.shpat_old = "revoked";
        await use({ accessToken: "shpat_new", refreshToken: "shprt_new", expires: minutes(60) });
      }
      return session;
    };
    expect((await adminApi.grantedScopes(shopDomain)).kind).toBe("answered");
  });
});
