import { afterEach, beforeEach, expect, test } from "vitest";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { ADAS_PHONE, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { say } from "#tests/core/definitions.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";
import { listOf, passLooking } from "../sending/lost.ts";

describeOnDatabases("what a customer answers before it is known that the text went out", (database) => {
  let house: House;
  beforeEach(() => (house = buildHouse(database())));
  afterEach(() => house.close());
  /** Asks, and waits for what is said to be waited for; whether the text went out, nobody can tell yet. */
  async function ask(config: { on: string; match?: "subject" }): Promise<void> {
    const shopId = await house.open([]);
    await house.automate(shopId, {
      kind: "transactional",
      steps: [
        say("ask", "Reply C"),
        {
          id: "answer",
          type: "wait_for_event",
          config: { ...config, timeout: { amount: 2, unit: "hours" } },
          arms: [
            { id: "happened", steps: [say("yes", "Heard")] },
            { id: "timed_out", steps: [say("no", "Silence")] },
          ],
        },
      ],
    });
    house.phoneCompany(() => ({ kind: "unknown", detail: "timeout" }));
    await house.tell("orders/create", orderBody());
    house.phoneCompany(accepted);
  }

  test("is heard, at once when that is found out", async () => {
    await ask({ on: "keyword_received" });
    const listed = listOf(house);
    house.phoneList(() => ({ kind: "silent", detail: "down" }));
    await passLooking(house, { minutes: 10 });
    await receiveMessage(house.context, {
      providerId: `SM${"8".repeat(32)}`,
      from: ADAS_PHONE,
      to: "+15005550006",
      body: "C please",
      answeredByProvider: false,
    });
    await house.work();
    house.phoneList(() => ({ kind: "answered", texts: listed }));
    await passLooking(house, { hours: 1 });
    expect(house.bodies().at(-1)).toContain("Heard");
  });

  test("is heard, though told only while the step waits already", async () => {
    await ask({ on: "order_paid", match: "subject" });
    const listed = listOf(house);
    const at = house.clock.now().add({ minutes: 1 });
    house.phoneList(() => ({ kind: "silent", detail: "down" }));
    await passLooking(house, { minutes: 10 });
    house.phoneList(() => ({ kind: "answered", texts: listed }));
    await passLooking(house, { hours: 1 });
    expect(house.bodies()).toHaveLength(1);
    await house.tell("orders/paid", orderBody({ at: at.toString() }), { at });
    expect(house.bodies().at(-1)).toContain("Heard");
  });
});
