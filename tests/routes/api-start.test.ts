import { afterEach, beforeEach, expect, test } from "vitest";
import { createEventToken } from "#services/intake/event-token.server.ts";
import { ADAS_PHONE, customerBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, type House } from "../services/test-app.ts";
import { action, loader } from "../../app/routes/api.automations.start.ts";

describeOnDatabases("POST /api/automations/start", (database) => {
  let house: House;
  let token: string;
  beforeEach(async () => {
    house = buildHouse(database());
    const shopId = await house.open([]);
    token = (await createEventToken(house.context, { shopId, actor: "staff:1" })) ?? "";
    await house.tell("customers/create", customerBody());
    await house.automate(shopId, {
      name: "VIP call",
      kind: "marketing",
      trigger: { type: "manual" },
      reentry: "every_time",
      steps: [{ id: "call", type: "create_task", config: { title: "Call {{ customer.first_name }}" } }],
    });
  });
  afterEach(() => house.close());

  const sound = { automation: "vip call", idempotency_key: "crm-1", customer: { phone: ADAS_PHONE } };
  const post = async (body: unknown = sound, authorization = `Bearer ${token}`) => {
    const request = new Request("https://shopbell.example/api/automations/start", {
      method: "POST",
      body: JSON.stringify(body),
      headers: { Authorization: authorization },
    });
    const answer = await action({ request, params: {}, context: { app: house.context } });
    const said = { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    await house.work();
    return said;
  };
  const tasks = () => house.rows(`SELECT "title" FROM "Task"`);

  test("starts the automation once for a key, and the history names the API", async () => {
    expect(await post()).toMatchObject({ status: 202, body: { automation: expect.any(String) } });
    expect(await post()).toMatchObject({ status: 202 });
    expect(await tasks()).toEqual([{ title: "Call Ada" }]);
    expect(await house.rows(`SELECT "actor" FROM "AuditEvent" WHERE "action" = 'automation.started'`)).toEqual([
      { actor: "api" },
    ]);
    await post({ ...sound, idempotency_key: "crm-2" });
    expect(await tasks()).toHaveLength(2);
  });

  test.each<[string, object, string[]]>([
    ["an automation that is not there", { automation: "Nothing" }, ["automation"]],
    ["a customer that the shop does not know", { customer: { phone: "+12125550199" } }, ["customer"]],
    ["no customer", { customer: {} }, ["customer"]],
    ["no key", { idempotency_key: undefined }, ["idempotency_key"]],
    ["a field that is unknown", { segment: "vip" }, [""]],
    ["a phone number that is none", { customer: { phone: "12" } }, ["customer.phone"]],
  ])("%s is refused by the field's name, and nothing starts", async (_fact, change, paths) => {
    const { status, body } = await post({ ...sound, ...change });
    expect([status, (body.problems as { path: string }[]).map(({ path }) => path)]).toEqual([422, paths]);
    expect(await tasks()).toEqual([]);
  });

  test("needs the shop's token, and is for POST alone", async () => {
    expect(await post(sound, "Bearer nothing")).toMatchObject({ status: 401 });
    expect(loader().status).toBe(405);
  });
});
