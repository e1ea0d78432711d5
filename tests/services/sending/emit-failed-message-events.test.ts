import { afterEach, beforeEach, expect, test } from "vitest";
import { emitFailedMessageEvents } from "#services/sending/parts/emit-failed-message-events.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, type House } from "../test-app.ts";
import { takeIn, told } from "../intake/taking-in.ts";

describeOnDatabases("a text that does not arrive", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation"]);
    await house.tell("orders/create", orderBody());
  });
  afterEach(() => house.close());
  const failures = async () => {
    const messages = await house.rows<{ id: string }>(`SELECT "id" FROM "Message"`);
    await transaction(database().pool, (sql) =>
      emitFailedMessageEvents(
        house.context,
        sql,
        messages.map(({ id }) => id),
      ),
    );
    return takeIn(house);
  };

  test.each([
    ["undelivered", "30003", "The phone is switched off or out of reach"],
    ["failed", "99999", "The carrier gave no reason"],
  ])("%s with code %s is told once, with the reason in words", async (status, code, reason) => {
    await house.rows(`UPDATE "Message" SET "status" = $1::"MessageStatus", "errorCode" = $2`, [status, code]);
    const [event, ...more] = await failures();
    expect(more).toEqual([]);
    expect(told(event)).toMatchObject({
      topic: "shopbell/message_failed",
      facts: { message: { body: house.bodies()[0], error_code: code, reason } },
    });
    // It came of a step of ours, which is where a circle would begin.
    expect(event?.normalizeResult).toMatchObject({ normalizedEvent: { hop: 1, causedBy: expect.any(String) } });
    expect(await failures()).toEqual([]);
  });

  test.each([
    ["sent", null],
    ["delivered", null],
    ["failed", "outcome_unknown"],
  ])("one that is %s (%s) is not", async (status, code) => {
    await house.rows(`UPDATE "Message" SET "status" = $1::"MessageStatus", "errorCode" = $2`, [status, code]);
    expect(await failures()).toEqual([]);
  });
});
