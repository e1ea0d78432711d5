import { afterEach, beforeEach, expect, test } from "vitest";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADA, ADAS_PHONE, consentBody, customerBody, orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

describeOnDatabases("a birthday is got to know", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
  });
  afterEach(() => house.close());
  const birthdays = async () =>
    (await house.rows<{ birthday: string | null }>(`SELECT "birthday" FROM "Customer"`)).map(
      ({ birthday }) => birthday,
    );
  const setsBirthday = (value: string) =>
    house.automate(shopId, {
      name: "Note it",
      kind: "transactional",
      trigger: { type: "order_created", config: {} },
      steps: [{ id: "note", type: "update_field", config: { field: "birthday", value } }],
    });
  const order = () => house.tell("orders/create", orderBody());

  test("from the store, when it is asked", async () => {
    house.adminKnows(ADA, { phone: ADAS_PHONE, birthDate: "1988-02-29" });
    await house.tell("customers_marketing_consent/update", consentBody({ at: "2026-03-02T13:00:00Z" }));
    expect(await birthdays()).toEqual(["02-29"]);
  });

  test("from the store, which is asked for it where events told all else", async () => {
    await house.tell("customers/create", customerBody());
    await house.tell("customers_marketing_consent/update", consentBody({ at: "2026-03-02T13:00:00Z" }));
    house.adminKnows(ADA, { phone: ADAS_PHONE, birthDate: "1988-03-14" });
    await order();
    expect(await birthdays()).toEqual([null]);
    await house.automate(shopId, {
      name: "Wishes",
      kind: "marketing",
      trigger: { type: "birthday", config: {} },
      steps: [{ id: "say", type: "send_sms", config: { body: "Hi" } }],
    });
    await order();
    expect(await birthdays()).toEqual(["03-14"]);
  });

  test("from a step, which writes month and day", async () => {
    await setsBirthday("1990-03-14");
    await order();
    expect(await birthdays()).toEqual(["03-14"]);
    expect(await house.log()).toEqual(["enter done", "update_field done"]);
  });

  test("not from a step that names none, and the log says so", async () => {
    await setsBirthday("the ides of {{ order.name }}");
    await order();
    expect(await birthdays()).toEqual([null]);
    expect(await house.rows(`SELECT "status"::text, "error" FROM "ScheduledAutomation"`)).toEqual([
      { status: "failed", error: expect.stringContaining("is no birthday: write a date such as 1990-03-14") },
    ]);
  });

  test("and is forgotten with the customer", async () => {
    await setsBirthday("1990-03-14");
    await order();
    await house.tell("customers/redact", `{"shop_domain":"${SHOP}","customer":{"id":${ADA},"phone":"${ADAS_PHONE}"}}`);
    expect(await birthdays()).toEqual([null]);
    await order();
    expect(await birthdays()).not.toContain("03-14");
  });
});
