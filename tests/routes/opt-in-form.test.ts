import { afterEach, beforeEach, expect, test } from "vitest";
import { missingProofFields, type ConsentOnRecord } from "#core/consent/consent-record.ts";
import { signedQuery } from "#sandbox/store/proxy/signed-query.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { pauseAutomation } from "#services/automations/change-automation-status.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { action, loader } from "../../app/routes/proxy.opt-in.tsx";
import { buildHouse, SHOP, testEnv, type House } from "../services/test-app.ts";

const STRANGER = "+12125550199";
/** The version that `confirmWording` gives. */
const VERSION = "2026-01-01";
const sound = { phone: "(212) 555-0199", country: "US", agreed: "yes", version: VERSION };
const told = { page: "https://juniper.example/pages/texts?utm=1#top", timezone: "America/Chicago" };

interface Visit {
  secret?: string;
  json?: boolean;
  ip?: string | null;
  domain?: string;
  age?: number;
}

describeOnDatabases("the storefront's opt-in form", (database) => {
  let house: House;
  let shopId: string;
  let texts = 0;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["double-opt-in"]);
    await house.confirmWording();
  });
  afterEach(() => house.close());

  const visit = async (
    init: RequestInit,
    { secret = testEnv.SHOPIFY_API_SECRET, json = true, ip = "203.0.113.9", domain = SHOP, age = 0 }: Visit = {},
  ) => {
    const query = signedQuery(
      secret,
      new URLSearchParams({
        shop: domain,
        logged_in_customer_id: "",
        path_prefix: "/apps/shopbell",
        timestamp: String(Math.floor(house.clock.now().epochMilliseconds / 1_000) - age),
      }),
    );
    const request = new Request(`https://shopbell.example/proxy/opt-in?${query.toString()}`, {
      ...init,
      headers: {
        "User-Agent": "Mozilla/5.0 (iPhone)",
        ...(json && { Accept: "application/json" }),
        ...(ip && { "X-Forwarded-For": `${ip}, 10.0.0.1` }),
      },
    });
    const given = { request, params: {}, context: { app: house.context } } as never;
    const response = await (init.method === "POST" ? action(given) : loader(given));
    const body = await response.text();
    return { status: response.status, retryAfter: response.headers.get("retry-after"), body };
  };
  const post = (fields: Record<string, string> = {}, how: Visit = {}) =>
    visit({ method: "POST", body: new URLSearchParams({ ...sound, ...told, ...fields }) }, how);
  const answerOf = async (...given: Parameters<typeof post>) => {
    const { status, body } = await post(...given);
    return { status, ...(JSON.parse(body) as Record<string, unknown>) };
  };
  const write = (body: string, from = STRANGER) =>
    receiveMessage(house.context, {
      providerId: `SM-form-${++texts}`,
      from,
      to: "+15005550006",
      body,
      answeredByProvider: false,
    });
  const consents = () =>
    house.rows(
      `SELECT "address", "consent", "level", "namesCartReminders" AS "carts" FROM "Subscriber" WHERE "channel" = 'sms'`,
    );
  const proofs = () =>
    house.rows<ConsentOnRecord & Record<string, unknown>>(
      `SELECT e.*, e."source" AS "how", e."occurredAt"::text AS "at" FROM "ConsentEvent" e ORDER BY e."id"`,
    );

  test("asks a new number for its YES by text, and the YES confirms it, with the whole proof", async () => {
    expect(await answerOf()).toEqual({ status: 200, ok: true, phone: STRANGER });
    expect(await consents()).toEqual([{ address: STRANGER, consent: "pending", level: "single_opt_in", carts: true }]);
    await house.work();
    expect(house.bodies()).toEqual([expect.stringMatching(/^Juniper: reply YES to confirm .*STOP to opt out/)]);

    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    expect(await write("Yes!")).toContain("subscribed");
    expect(await consents()).toEqual([
      { address: STRANGER, consent: "subscribed", level: "confirmed_opt_in", carts: true },
    ]);
    const [signUp, answer] = await proofs();
    expect(signUp).toMatchObject({
      state: "pending",
      source: "form",
      words: expect.stringContaining("I agree to get recurring automated marketing texts from Juniper"),
      wordsVersion: VERSION,
      page: "https://juniper.example/pages/texts",
      ip: "203.0.113.9",
      userAgent: "Mozilla/5.0 (iPhone)",
      timezone: "America/Chicago",
    });
    expect(answer).toMatchObject({ state: "subscribed", optInLevel: "confirmed_opt_in" });
    expect([signUp, answer].map((proof) => missingProofFields(proof ?? {}))).toEqual([[], []]);
  });

  test("STOP before the YES ends it: nothing is subscribed, and no text follows", async () => {
    await post();
    await house.work();
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    await write("STOP");
    await write("YES");
    await house.pass({ days: 5 });
    expect(await consents()).toMatchObject([{ consent: "unsubscribed" }]);
    expect(house.texts).toHaveLength(1);
  });

  test("a number that has said STOP gets no text, and Activity says why; the answer does not tell the visitor", async () => {
    await post();
    await house.work();
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    await write("STOP");
    await house.pass({ days: 8 });
    expect(await answerOf()).toEqual({ status: 200, ok: true, phone: STRANGER });
    await house.work();
    expect(house.texts).toHaveLength(1);
    expect(await house.log()).toContainEqual(expect.stringMatching(/skipped opted_out$/));
    expect(await consents()).toMatchObject([{ consent: "unsubscribed" }]);
  });

  test("posted again, it asks once within a week, keeps a proof of each time, and asks again later", async () => {
    await post();
    await house.work();
    house.clock.moveTo(house.clock.now().add({ minutes: 5 }));
    await post({ page: "https://juniper.example/" });
    await house.work();
    expect(house.texts).toHaveLength(1);
    expect(await house.log()).toContainEqual(expect.stringMatching(/skipped reentry_limit$/));
    expect((await proofs()).map(({ page }) => page)).toEqual([
      "https://juniper.example/pages/texts",
      "https://juniper.example/",
    ]);
    await house.pass({ days: 8 });
    await post();
    await house.work();
    expect(house.texts).toHaveLength(2);
  });

  test("a number that is confirmed already stays so, and gets no text", async () => {
    await post();
    await house.work();
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    await write("YES");
    await house.pass({ days: 8 });
    expect(await answerOf()).toMatchObject({ status: 200, ok: true });
    await house.work();
    expect(house.texts).toHaveLength(1);
    expect(await consents()).toMatchObject([{ consent: "subscribed", level: "confirmed_opt_in" }]);
  });

  test.each<[string, Record<string, string>, string, string]>([
    ["no number", { phone: " " }, "phone", "phone_missing"],
    ["a word", { phone: "call me" }, "phone", "phone_invalid"],
    ["half a number", { phone: "212 555" }, "phone", "phone_invalid"],
    ["a country that is not served", { phone: "+53 5 1234567" }, "phone", "country_not_served"],
    ["a premium number", { phone: "+44 909 879 0000" }, "phone", "country_not_served"],
    ["an empty box", { agreed: "" }, "agreed", "not_agreed"],
  ])("refuses %s at its field, and keeps nothing", async (_what, wrong, field, code) => {
    expect(await answerOf(wrong)).toMatchObject({
      status: 200,
      ok: false,
      reason: "invalid",
      problems: [{ field, code, message: expect.any(String) }],
    });
    expect(await consents()).toEqual([]);
  });

  test("a number without its prefix is of the chosen country", async () => {
    expect(await answerOf({ phone: "020 7946 0958", country: "GB" })).toMatchObject({ phone: "+442079460958" });
  });

  test("a wording that has changed since is shown anew, because the proof names what was read", async () => {
    expect(await answerOf({ version: "2025-01-01" })).toMatchObject({
      status: 200,
      ok: false,
      reason: "wording_changed",
      wording: { version: VERSION, words: expect.stringContaining("Juniper") },
    });
    expect(await consents()).toEqual([]);
  });

  test("takes nothing while no automation asks for the YES, or before the wording is confirmed", async () => {
    const [automation] = await house.rows<{ id: string }>(`SELECT "id" FROM "Automation"`);
    await pauseAutomation(house.context, { shopId, actor: "test", automationId: automation?.id ?? "" });
    expect((await post()).status).toBe(404);
    expect((await visit({})).status).toBe(404);
    expect(await consents()).toEqual([]);
  });

  test.each<[string, number, Visit]>([
    ["forged", 401, { secret: "another secret" }],
    ["two minutes old", 401, { age: 120 }],
    ["of a shop without Shopbell", 404, { domain: "other.myshopify.com" }],
    ["that names no visitor", 400, { ip: null }],
  ])("one %s is refused with %i", async (_what, status, how) => {
    expect((await post({}, how)).status).toBe(status);
    expect(await consents()).toEqual([]);
  });

  test("limits the attempts of one address and those for one number", async () => {
    const statuses = async (count: number, next: (at: number) => ReturnType<typeof post>) => {
      const all: number[] = [];
      for (let at = 0; at < count; at++) all.push((await next(at)).status);
      return all;
    };
    expect(await statuses(4, (at) => post({}, { ip: `203.0.113.${at}` }))).toEqual([200, 200, 200, 429]);
    expect(await statuses(11, (at) => post({ phone: `+1 212 555 01${10 + at}` }, { ip: "203.0.113.77" }))).toEqual([
      ...Array.from({ length: 10 }, () => 200),
      429,
    ]);
    expect((await post({ phone: "+12125550188" }, { ip: "203.0.113.77" })).retryAfter).toMatch(/^\d+$/);
    house.clock.moveTo(house.clock.now().add({ minutes: 20 }));
    expect((await post({}, { ip: "203.0.113.77" })).status).toBe(200);
  });

  test("works without scripts: a page with the form, its problems, and its result", async () => {
    const shown = await visit({}, { json: false });
    expect(shown.body).toContain('action="/apps/shopbell/opt-in"');
    expect(shown.body).toContain(`value="${VERSION}"`);
    const refused = await post({ phone: '"><script>1</script>' }, { json: false });
    expect([refused.status, refused.body]).toEqual([422, expect.stringContaining('aria-describedby="phone-problem"')]);
    expect(refused.body).not.toContain("<script>");
    const done = await post({ page: "", timezone: "" }, { json: false });
    expect([done.status, done.body]).toEqual([200, expect.stringContaining("Reply YES")]);
    expect((await proofs())[0]).toMatchObject({
      page: `https://${SHOP}/apps/shopbell/opt-in`,
      timezone: "America/New_York",
    });
  });
});
