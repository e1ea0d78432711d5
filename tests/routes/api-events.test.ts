import { afterEach, beforeEach, expect, test } from "vitest";
import { createEventToken, revokeEventToken } from "#services/intake/event-token.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADA, ADAS_PHONE, customerBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, type House } from "../services/test-app.ts";
import { takeIn, told } from "../services/intake/taking-in.ts";
import { action, loader } from "../../app/routes/api.events.ts";

const sound = {
  event: "level_reached",
  idempotency_key: "crm-77",
  customer: { phone: ADAS_PHONE },
  data: { level: "gold" },
};

describeOnDatabases("POST /api/events", (database) => {
  let house: House;
  let shopId: string;
  let token: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([], { credits: 0 });
    token = (await createEventToken(house.context, { shopId, actor: "staff:1" })) ?? "";
  });
  afterEach(() => house.close());

  const post = async (body: unknown = sound, headers: Record<string, string> = {}) => {
    const request = new Request("https://shopbell.example/api/events", {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { Authorization: `Bearer ${token}`, ...headers },
    });
    const answer = await action({ request, params: {}, context: { app: house.context } });
    return {
      status: answer.status,
      retryAfter: answer.headers.get("retry-after"),
      body: (await answer.json()) as Record<string, unknown>,
    };
  };
  const stored = () => house.rows<{ id: string }>(`SELECT "id" FROM "StoreEvent" WHERE "topic" = 'shopbell/api_event'`);

  test("takes an event in with 202 and its id; the same key again is 200 with the same id", async () => {
    const first = await post();
    const [row] = await stored();
    expect(first).toMatchObject({ status: 202, body: { id: row?.id } });
    expect(await post()).toMatchObject({ status: 200, body: { id: row?.id } });
    expect((await takeIn(house)).map(told)).toMatchObject([
      {
        topic: "shopbell/api_event",
        subject: "event:crm-77",
        facts: { event: { name: "level_reached", data: { level: "gold" } } },
      },
    ]);
  });

  test("the same key twenty times at once is one event", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post()));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await stored()).toHaveLength(1);
  });

  test("finds the store's own customer by number, e-mail or Shopify's id", async () => {
    await house.tell("customers/create", customerBody());
    const [ada] = await house.rows<{ id: string }>(`SELECT "id" FROM "Customer"`);
    for (const [key, customer] of Object.entries({
      a: { phone: ADAS_PHONE },
      b: { email: "ADA@example.com" },
      c: { shopify_id: ADA },
    }))
      await post({ ...sound, idempotency_key: key, customer });
    expect((await takeIn(house)).map((event) => told(event)?.customerId)).toEqual([ada?.id, ada?.id, ada?.id]);
    expect(await house.rows(`SELECT 1 FROM "Customer"`)).toHaveLength(1);
  });

  test("makes the acquaintance of a number that nobody knows, but not of an e-mail alone", async () => {
    await post();
    await takeIn(house);
    expect(await house.rows(`SELECT "phone" FROM "Customer"`)).toEqual([{ phone: ADAS_PHONE }]);
    expect(await post({ ...sound, idempotency_key: "b", customer: { email: "bob@example.com" } })).toMatchObject({
      status: 422,
      body: { problems: [{ path: "customer.email" }] },
    });
  });

  test("keeps a birthday, of whom it knows and of whom it gets to know", async () => {
    const birthday = (key: string, written: string) =>
      post({ ...sound, idempotency_key: key, customer: { phone: ADAS_PHONE, birthday: written } });
    const kept = async () => {
      await takeIn(house);
      return house.rows(`SELECT "phone", "birthday" FROM "Customer"`);
    };
    await birthday("a", "1990-03-14");
    expect(await kept()).toEqual([{ phone: ADAS_PHONE, birthday: "03-14" }]);
    await birthday("b", "--02-29");
    expect(await kept()).toEqual([{ phone: ADAS_PHONE, birthday: "02-29" }]);
    await post({ ...sound, idempotency_key: "c" });
    expect(await kept()).toEqual([{ phone: ADAS_PHONE, birthday: "02-29" }]);
    expect(await birthday("d", "soon")).toMatchObject({
      status: 422,
      body: { problems: [{ path: "customer.birthday" }] },
    });
  });

  test("keeps what the customer wants and when it happened", async () => {
    await post({ ...sound, occurred_at: "2026-03-02T14:00:00Z", wanted: [{ variant_id: "4101", price: "49.00" }] });
    expect((await takeIn(house)).map((event) => told(event)?.at)).toEqual(["2026-03-02T14:00:00Z"]);
    expect(await house.rows(`SELECT "variantId", "source" FROM "ProductInterest"`)).toEqual([
      { variantId: "4101", source: "waitlist" },
    ]);
  });

  test.each<[string, number, unknown, Record<string, string>]>([
    ["without a token", 401, sound, { Authorization: "" }],
    ["with another token", 401, sound, { Authorization: "Bearer sbell_other" }],
    ["that is not JSON", 400, "{never closed", {}],
    ["nested too deep", 400, `${"[".repeat(30)}${"]".repeat(30)}`, {}],
    ["that is too large", 413, { ...sound, data: { text: "x".repeat(70_000) } }, {}],
    ["that names nobody", 422, { ...sound, customer: {} }, {}],
  ])("one %s is answered %i and kept nowhere", async (_what, status, body, headers) => {
    expect(await post(body, headers)).toMatchObject({ status });
    expect(await stored()).toEqual([]);
  });

  test("tells every problem at once, with the field's name", async () => {
    const { status, body } = await post({ event: "", customer: { phone: "x" } });
    expect(status).toBe(422);
    expect((body.problems as { path: string }[]).map(({ path }) => path)).toEqual([
      "event",
      "idempotency_key",
      "customer.phone",
    ]);
  });

  test("a token that was replaced or revoked no longer counts, and the trail says who did it", async () => {
    const old = token;
    token = (await createEventToken(house.context, { shopId, actor: "staff:1" })) ?? "";
    expect((await post()).status).toBe(202);
    expect((await post(sound, { Authorization: `Bearer ${old}` })).status).toBe(401);
    await revokeEventToken(house.context, { shopId, actor: "staff:1" });
    expect((await post()).status).toBe(401);
    expect(
      await house.rows(`SELECT "action", "actor" FROM "AuditEvent" WHERE "action" LIKE 'event_token.%' ORDER BY "id"`),
    ).toEqual(["made", "made", "revoked"].map((what) => ({ action: `event_token.${what}`, actor: "staff:1" })));
    expect(JSON.stringify(await house.rows(`SELECT * FROM "Shop"`))).not.toContain(token);
  });

  test("a shop that has left is told 403", async () => {
    await house.rows(`UPDATE "Shop" SET "uninstalledAt" = now()`);
    expect((await post()).status).toBe(403);
  });

  test("too many at once are told when to come back; another shop is not held up", async () => {
    const answers = await Promise.all(
      Array.from({ length: 101 }, (_, at) => post({ ...sound, idempotency_key: `k-${at}` })),
    );
    expect(answers.filter(({ status }) => status === 429)).toMatchObject([{ retryAfter: "1" }]);
    const otherId = await house.open([], { domain: "other.myshopify.com", credits: 0 });
    const other = await createEventToken(house.context, { shopId: otherId, actor: "staff:2" });
    expect((await post(sound, { Authorization: `Bearer ${other}` })).status).toBe(202);
    house.clock.moveTo(house.clock.now().add({ seconds: 1 }));
    expect((await post({ ...sound, idempotency_key: "later" })).status).toBe(202);
  });

  test("anything but a POST is 405", async () => {
    expect(
      (
        await action({
          request: new Request("https://shopbell.example/api/events", { method: "PUT" }),
          params: {},
          context: { app: house.context },
        })
      ).status,
    ).toBe(405);
    expect(loader().status).toBe(405);
  });
});
