import { createHmac, randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADA, ADAS_PHONE, consentBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, testEnv, type House } from "../services/test-app.ts";
import { takeIn, told } from "../services/intake/taking-in.ts";
import { action } from "../../app/routes/flow.action.ts";

const run = (
  properties: Record<string, unknown>,
  { id = "run-1", domain = SHOP, handle = "start-automation" }: { id?: string; domain?: string; handle?: string } = {},
) => JSON.stringify({ shop_id: 1, shopify_domain: domain, action_run_id: id, handle, properties });
const properties = { customer_id: `gid://shopify/Customer/${ADA}`, name: "High-value order", note: "Call them" };

describeOnDatabases("an action of Shopify Flow", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([], { credits: 10 });
    await house.automate(shopId, {
      name: "From Flow",
      trigger: { type: "flow_action", config: {} },
      reentry: "per_subject",
      steps: [{ id: "note", type: "create_task", config: { title: "{{ flow.name }}" } }],
    });
    house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
    await house.rows(
      `
        INSERT INTO "Session" ("id", "shop", "state", "accessToken", "scope")
          VALUES ($1, $2, '', 'token', 'read_customers')`,
      [`offline_${SHOP}`, SHOP],
    );
  });
  afterEach(() => house.close());
  const ask = async (body: string, secret = testEnv.SHOPIFY_API_SECRET) => {
    const headers = {
      "Content-Type": "application/json",
      "X-Shopify-Hmac-Sha256": createHmac("sha256", secret).update(body).digest("base64"),
      "X-Request-Id": randomUUID(),
    };
    return action({
      request: new Request("https://shopbell.example/flow/action", { method: "POST", body, headers }),
      params: {},
      context: { app: house.context },
    });
  };
  const post = async (...given: Parameters<typeof ask>) => (await ask(...given)).status;
  const messageOf = async (...given: Parameters<typeof ask>) =>
    ((await (await ask(...given)).json()) as { message?: string }).message;

  test("hands a customer over, once for each run", async () => {
    expect(await post(run(properties))).toBe(200);
    expect(await post(run(properties))).toBe(200);
    expect((await takeIn(house)).map(told)).toMatchObject([
      {
        topic: "shopbell/flow_action",
        subject: "flow:run-1",
        facts: { flow: { name: "High-value order", note: "Call them" } },
      },
    ]);
    expect(await house.rows(`SELECT "shopifyId" FROM "Customer"`)).toEqual([{ shopifyId: ADA }]);
    expect(await post(run(properties, { id: "run-2" }))).toBe(200);
    expect(await takeIn(house)).toHaveLength(1);
  });

  test("an id beyond 2^53 comes through digit by digit, also as a number", async () => {
    await post(run({ ...properties, customer_id: "<id>" }).replace('"<id>"', ADA));
    await takeIn(house);
    expect(await house.rows(`SELECT "shopifyId" FROM "Customer"`)).toEqual([{ shopifyId: ADA }]);
  });

  test("starts nothing without an automation that Flow may start, and says what to turn on", async () => {
    await house.rows(`UPDATE "Automation" SET "status" = 'paused'`);
    expect(await post(run(properties))).toBe(422);
    expect(await messageOf(run(properties))).toContain("turn one on");
    expect(await takeIn(house)).toEqual([]);
  });

  describe("that sends a text", () => {
    const text = (message: string, id = "run-7") =>
      run({ customer_id: Number(ADA.slice(-10)), message }, { id, handle: "send-text" });
    const toAda = (message: string, id = "run-7") =>
      run({ customer_id: `gid://shopify/Customer/${ADA}`, message }, { id, handle: "send-text" });

    test("sends it once to a subscriber, as marketing, word for word", async () => {
      await house.tell("customers_marketing_consent/update", consentBody());
      for (const _retry of [1, 2, 3]) expect(await post(toAda("Your {{ table }} is ready"))).toBe(200);
      await house.work();
      await post(toAda("Your {{ table }} is ready"));
      await house.work();
      expect(house.bodies()).toEqual([expect.stringContaining("Your {{ table }} is ready")]);
      expect(house.bodies()[0]).toMatch(/STOP/);
      expect(await post(toAda("Another run", "run-8"))).toBe(200);
      await house.work();
      expect(house.texts).toHaveLength(2);
    });

    test.each([
      ["who never agreed", "not_subscribed", "no_consent"],
      ["who has stopped them", "unsubscribed", "opted_out"],
    ])("does not text a customer %s, and the log says why", async (_who, state, reason) => {
      await house.tell("customers_marketing_consent/update", consentBody({ state }));
      expect(await post(toAda("Hello"))).toBe(200);
      await house.work();
      expect(house.texts).toEqual([]);
      expect(await house.log()).toContain(`send_sms skipped ${reason}`);
    });

    test("to a customer whom no webhook told of is fetched, and then decided", async () => {
      expect(await post(toAda("Hello"))).toBe(200);
      await house.work();
      expect(await house.log()).toContain("send_sms skipped no_consent");
    });

    test.each([
      ["without words", () => text(" "), "properties.message: write the text"],
      ["that is too long", () => text("a".repeat(2_000)), "properties.message: The text is too long"],
      ["of an unknown action", () => run(properties, { handle: "send-fax" }), "does not know"],
    ])("one %s is refused with 422 and a remedy", async (_what, make, message) => {
      expect(await post(make())).toBe(422);
      expect(await messageOf(make())).toContain(message);
      expect(await takeIn(house)).toEqual([]);
    });
  });

  test.each<[string, number, () => [string, string?]]>([
    ["forged", 400, () => [run(properties), "another secret"]],
    ["without a customer", 422, () => [run({ name: "x" })]],
    ["of a shop that has no session", 400, () => [run(properties, { domain: "other.myshopify.com" })]],
    ["nested too deep", 400, () => ["[".repeat(30) + "]".repeat(30)]],
  ])("one %s is refused with %i, and nothing is kept", async (_what, status, make) => {
    expect(await post(...make())).toBe(status);
    expect(await takeIn(house)).toEqual([]);
  });
});
