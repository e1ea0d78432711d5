import { afterEach, beforeEach, expect, test } from "vitest";
import { Temporal } from "#core/time/time.ts";
import { ingestEvents } from "#services/intake/ingest-events.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { withBreaker } from "#shell/sms/with-breaker.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { accepted, buildHouse, MONDAY_TEN, SHOP, testEnv, type House } from "../test-app.ts";
import { passLooking } from "../sending/lost.ts";

const OTHER = "birch.myshopify.com";
const AT_ONCE = 4;

describeOnDatabases("a phone company that answers nothing but errors", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    house.context.env = { ...testEnv, WORKER_CONCURRENCY: AT_ONCE };
    house.context.sms = withBreaker(house.context.sms, house.context);
    await house.open(["order-confirmation"], { credits: 100 });
    await house.open(["order-confirmation"], { credits: 100, domain: OTHER });
  });
  afterEach(async () => {
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.close();
  });

  test(
    "for half an hour: a handful of texts are unknown and then closed, the others of both shops " +
      "are late, and none goes out twice",
    async () => {
      const over = MONDAY_TEN.add({ minutes: 30 });
      const sentTo: string[] = [];
      house.phoneCompany(({ to }) => {
        if (Temporal.Instant.compare(house.clock.now(), over) < 0) return { kind: "unknown", detail: "answered 503" };
        sentTo.push(to);
        return accepted();
      });
      for (let at = 0; at < 40; at++) {
        const body = orderBody({
          order: String(at + 1),
          id: String(50_000 + at),
          phone: `+1212555${String(1_000 + at)}`,
          token: `t-${at}`,
        });
        await house.deliver("orders/create", body, { domain: at % 2 === 0 ? SHOP : OTHER });
      }
      await ingestEvents(house.context);
      await passLooking(house, { hours: 3 });
      const counts = await house.rows<{ status: string; n: number }>(
        `SELECT "status"::text, count(*)::int AS "n" FROM "Message" GROUP BY 1 ORDER BY 1`,
      );
      const [failed, sent] = [
        counts.find(({ status }) => status === "failed")?.n ?? 0,
        counts.find(({ status }) => status === "sent")?.n ?? 0,
      ];
      expect(failed + sent).toBe(40);
      // Five calls in a row stop it, and each trial costs one: 0:30, 1:30, 3:30, 7:30, 15:30 and 30:30, when it is over.
      expect(failed).toBeGreaterThanOrEqual(5);
      expect(failed).toBeLessThanOrEqual(5 + AT_ONCE + 6);
      expect(new Set(sentTo).size).toBe(sentTo.length);
      expect(sentTo).toHaveLength(sent);
      expect(
        await house.rows(`SELECT count(*)::int AS "n" FROM "AutomationLog" WHERE "reason" = 'provider_unreachable'`),
      ).toEqual([{ n: 0 }]);
      expect(await house.rows(`SELECT DISTINCT "creditReserved" FROM "Shop"`)).toEqual([{ creditReserved: 0 }]);
    },
  );
});
