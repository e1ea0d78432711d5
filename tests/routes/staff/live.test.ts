import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { liveTopics } from "#core/operations/live-topics.ts";
import { createLiveHub } from "#shell/live/live-hub.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { readChangeTokens } from "#shell/repositories/operations/change-tokens.server.ts";
import { ADA, ADAS_PHONE, orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, type House } from "#tests/services/test-app.ts";
import { emptyDatabase, type TestDatabase } from "#tests/support/database.ts";
import { loader } from "../../../app/routes/app.live.ts";
import { hire, tokenOf } from "./door.ts";

const OTHER_SHOP = "larkspur.myshopify.com";
const OTHERS = "+13105550177";

describe("the stream that tells open pages of changes", () => {
  let database: TestDatabase;
  let house: House;
  let look: () => Promise<void>;
  beforeAll(async () => {
    database = await emptyDatabase();
  });
  beforeEach(async () => {
    await database.reset();
    house = buildHouse(database);
    house.context.live = createLiveHub({
      readPulses: (shopIds) => readChangeTokens(database.pool, shopIds),
      repeat: (work) => {
        look = work;
        return () => {};
      },
      onTrouble: (error) => {
        throw error;
      },
    });
    for (const domain of [SHOP, OTHER_SHOP])
      await hire(house, await house.open(["order-confirmation"], { domain }), domain);
    return () => house.close();
  });

  /** Opens the stream as somebody of a shop's staff, and hears its first word. */
  async function open(domain: string, role: "owner" | "viewer" = "viewer") {
    const gone = new AbortController();
    const request = new Request("https://shopbell.example/app/live", {
      headers: { Authorization: `Bearer ${tokenOf(domain, role)}` },
    });
    const answer = await loader({ request, params: {}, context: { app: house.context, gone: gone.signal } });
    expect(answer.headers.get("Content-Type")).toBe("text/event-stream");
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    const next = async () => {
      const { done, value } = await reader.read();
      return done ? "over" : new TextDecoder().decode(value);
    };
    expect(await next()).toBe(": open\n\n");
    await look();
    expect(await next()).toBe(`event: changed\ndata: ${JSON.stringify(liveTopics)}\n\n`);
    return { next, leave: () => gone.abort() };
  }

  test("tells each shop of its own changes, by topic and without a word of what they are", async () => {
    const [ours, theirs] = [await open(SHOP), await open(OTHER_SHOP)];
    await house.tell("orders/create", orderBody({ id: ADA, phone: ADAS_PHONE }));
    await look();
    expect(await ours.next()).toBe('event: changed\ndata: ["activity","credits"]\n\n');
    await house.tell("orders/create", orderBody({ id: "7099", phone: OTHERS, order: "77", token: "t-77" }), {
      domain: OTHER_SHOP,
    });
    await look();
    expect(await theirs.next()).toBe('event: changed\ndata: ["activity","credits"]\n\n');
    ours.leave();
    expect(await ours.next()).toBe("over");
  });

  test("tells what a colleague has done, and once a minute that the app's own work goes on", async () => {
    const ours = await open(SHOP);
    const { id: shopId } = await house.context.prisma.shop.findUniqueOrThrow({ where: { domain: SHOP } });
    const now = house.clock.now();
    await recordAudit(database.pool, [
      {
        id: house.context.newId(now),
        shopId,
        actor: "sam",
        action: "notices.read",
        target: `shop:${shopId}`,
        before: null,
        after: { notices: 1 },
        createdAt: now,
      },
    ]);
    await look();
    expect(await ours.next()).toBe('event: changed\ndata: ["team"]\n\n');
    const ran = (at: string) =>
      database.pool.query(
        `
          INSERT INTO "ScheduledTask" ("name", "description", "pattern", "lastRunAt")
            VALUES ('sweep', '', '*/15 * * * * *', $1) ON CONFLICT ("name") DO UPDATE
            SET "lastRunAt" = excluded."lastRunAt"`,
        [at],
      );
    await ran("2026-03-02T10:00:05Z");
    await look();
    expect(await ours.next()).toBe('event: changed\ndata: ["operation"]\n\n');
    await ran("2026-03-02T10:00:20Z");
    await look();
    await ran("2026-03-02T10:01:05Z");
    await look();
    expect(await ours.next()).toBe('event: changed\ndata: ["operation"]\n\n');
    ours.leave();
  });

  test("ends when the shop takes the app off, and goes on for the others", async () => {
    const [ours, theirs] = [await open(SHOP, "owner"), await open(OTHER_SHOP)];
    await house.tell("app/uninstalled", JSON.stringify({ id: 1, domain: SHOP }), {
      at: house.clock.now().add({ seconds: 1 }),
    });
    await look();
    expect(await ours.next()).toBe("over");
    await house.tell("orders/create", orderBody({ id: "7099", phone: OTHERS, order: "77", token: "t-77" }), {
      domain: OTHER_SHOP,
    });
    await look();
    expect(await theirs.next()).toContain("event: changed");
    await expect(open(SHOP, "owner")).rejects.toBeInstanceOf(Response);
  });
});
