import { afterEach, beforeEach, expect, test } from "vitest";
import { runTask } from "#services/operations/run-task.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { ADAS_PHONE, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, testEnv, type House } from "../test-app.ts";
import { startTwilioStand, type TwilioStand } from "./twilio-stand.ts";

describeOnDatabases("numbers that get no texts", (database) => {
  let house: House;
  let twilio: TwilioStand;
  let shopId: string;
  beforeEach(async () => {
    twilio = await startTwilioStand({ sid: testEnv.TWILIO_ACCOUNT_SID, token: testEnv.TWILIO_AUTH_TOKEN });
    house = buildHouse(database(), { env: { ...testEnv, TWILIO_API_BASE_URL: twilio.url } });
    shopId = await house.open(["order-confirmation"]);
  });
  afterEach(async () => {
    await house.close();
    await twilio.close();
  });
  const order = (nth: number) =>
    house.tell("orders/create", orderBody({ order: String(9_000 + nth), id: String(nth), token: `c-${nth}` }));
  const codes = () => house.rows(`SELECT "unreachableCode" AS "code" FROM "Subscriber" WHERE "channel" = 'sms'`);
  const daysAsked = () =>
    twilio.calls.filter(({ path }) => path === "/v1/Deactivations").map(({ fields }) => fields.Date);

  test("one that its owner gave up is texted no more", async () => {
    await order(1);
    twilio.deactivate(`12025550111\n${ADAS_PHONE.slice(1)}\n`);
    await runTask(house.context, "read-deactivations");
    expect(await codes()).toEqual([{ code: "deactivated" }]);
    await order(2);
    expect(house.texts).toHaveLength(1);
    expect(await house.log()).toContain("send_sms skipped unreachable");
  });

  test("each day's list is read once, and days that were missed are read later", async () => {
    await runTask(house.context, "read-deactivations");
    await runTask(house.context, "read-deactivations");
    expect(daysAsked()).toEqual(["2026-03-01"]);
    await house.pass({ hours: 72 });
    await runTask(house.context, "read-deactivations");
    expect(daysAsked()).toEqual(["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"]);
  });

  test("a list of many parts is read to its end", async () => {
    await order(1);
    const others = Array.from({ length: 2_500 }, (_, at) => `1202${5_000_000 + at}`);
    twilio.deactivate([...others, ADAS_PHONE.slice(1)].join("\r\n"));
    await runTask(house.context, "read-deactivations");
    expect(await codes()).toEqual([{ code: "deactivated" }]);
  });

  test("a landline is skipped where the merchant has it looked up, and looked up once", async () => {
    await saveSettings(house.context, { shopId, actor: "test", changes: { checkLineType: true } });
    twilio.lineTypes.set(ADAS_PHONE, "landline");
    await order(1);
    await order(2);
    expect(house.texts).toEqual([]);
    expect(await codes()).toEqual([{ code: "landline" }]);
    expect(twilio.calls.filter(({ path }) => path.startsWith("/v2/PhoneNumbers/"))).toHaveLength(1);
  });

  test("a mobile is texted, and so is a number that Twilio could not tell of", async () => {
    await saveSettings(house.context, { shopId, actor: "test", changes: { checkLineType: true } });
    twilio.fail(({ path }) => (path.startsWith("/v2/") ? "before" : null));
    await order(1);
    twilio.fail(() => null);
    twilio.lineTypes.set(ADAS_PHONE, "mobile");
    await order(2);
    expect(house.texts).toHaveLength(2);
    expect(await house.rows(`SELECT "lineType" FROM "Subscriber" WHERE "channel" = 'sms'`)).toEqual([
      { lineType: "mobile" },
    ]);
  });

  test("no look-up is paid for without the merchant's wish", async () => {
    await order(1);
    expect(twilio.calls).toEqual([]);
  });

  test("a country that Twilio's settings leave out is skipped with its reason, and costs nothing", async () => {
    house.phoneCompany(() => ({ kind: "refused", code: "21408", detail: "Permission to send has not been enabled" }));
    await order(1);
    expect(await house.log()).toContain("send_sms skipped country_not_served");
    expect(await house.holdings()).toEqual({ balance: 100, held: 0 });
  });
});
