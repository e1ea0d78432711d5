import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { applyStatusCallback } from "#services/sending/apply-status-callback.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnPostgres } from "#tests/support/database.ts";
import { buildHouse, type House } from "../test-app.ts";

/** The limit of docs/order-text.md, with room for a customer's segments. */
const MAX_STATEMENTS = 45;

describeOnPostgres("the text of one order, alone", (database) => {
  let house: House;
  beforeEach(() => (house = buildHouse(database())));
  afterEach(async () => {
    vi.restoreAllMocks();
    await house.close();
  });

  test(`passes at most ${MAX_STATEMENTS} statements, from the webhook to the delivered report`, async () => {
    await house.open(["order-confirmation", "abandoned-cart", "post-purchase-series", "win-back-series"], {
      credits: 1_000,
    });
    await house.tell("orders/create", orderBody({ order: "1", id: "1", phone: "+12125550001", token: "x" }));
    const statements = vi.spyOn(pg.Client.prototype, "query");
    await house.tell("orders/create", orderBody());
    expect(house.texts).toHaveLength(2);
    const untilSent = statements.mock.calls.length;
    const [attempt] = await house.rows<{ id: string; sid: string }>(
      `SELECT t.id, m."providerId" AS sid FROM "MessageAttempt" t JOIN "Message" m ON m.id = t."messageId"
       ORDER BY t."startedAt" DESC, t.id DESC LIMIT 1`,
    );
    statements.mockClear();
    const report = { attemptId: attempt?.id ?? "", providerId: attempt?.sid ?? "", errorCode: null };
    await applyStatusCallback(house.context, { ...report, status: "sent" });
    expect(await applyStatusCallback(house.context, { ...report, status: "delivered" })).toBe("recorded");
    expect(untilSent + statements.mock.calls.length).toBeLessThanOrEqual(MAX_STATEMENTS);
    expect(untilSent).toBeGreaterThan(20);
  });
});
