import { afterEach, beforeEach, expect, test } from "vitest";
import type { DefinitionDocument } from "#core/automations/definition.ts";
import { eraseShop } from "#shell/repositories/consent/erasure.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { cleanUp } from "#services/operations/parts/clean-up.server.ts";
import { sendTestTexts } from "#services/simulation/send-test-texts.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { createSecrets } from "#shell/secrets.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { accepted, buildHouse, SHOP, type House } from "../test-app.ts";

const STRANGER = "+16465550188";
const OTHER_SHOP = "clover.myshopify.com";

describeOnEachDatabase("a number of the team", (database) => {
  let house: House;
  let shopId: string;
  let automationId: string;
  const thanks = {
    name: "Thanks",
    kind: "transactional",
    trigger: { type: "order_created" },
    steps: [{ id: "thanks", type: "send_sms", config: { body: "Thanks, {{ customer.first_name }}!" } }],
  } satisfies Partial<DefinitionDocument>;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
    automationId = await house.automate(shopId, thanks);
  });
  afterEach(() => house.close());

  const ask = async (more: { phone?: string; code?: string } = { phone: STRANGER }) => {
    const shop = await findShop(house.context.db.pool, SHOP);
    if (!shop) throw new Error("the shop is gone");
    return sendTestTexts(house.context, shop, { automationId, actor: "staff:1", key: crypto.randomUUID(), ...more });
  };
  const code = () => /^(\d{6}) /.exec(house.bodies().at(-1) ?? "")?.[1] ?? "";
  const wrong = () => String((Number(code()) + 1) % 1_000_000).padStart(6, "0");
  const later = (minutes: number) => house.clock.moveTo(house.clock.now().add({ minutes }));
  const problem = (at: "phone" | "code", words: RegExp) => ({
    ok: false,
    problems: [{ path: at, message: expect.stringMatching(words) }],
  });

  test("gets no test text before it is proven: it gets a code in fixed words", async () => {
    await house.rows(
      `UPDATE "Shop" SET "name" = 'Your bank: call +1 900 555 0100', "settings" = '{"senderName": "Bank"}'`,
    );
    expect(await ask()).toEqual({ ok: true, codeSentTo: "+1 646 555 0188" });
    await house.work();
    expect(house.texts.map(({ to }) => to)).toEqual([STRANGER]);
    expect(house.bodies()).toEqual([
      expect.stringMatching(
        /^\d{6} is your Shopbell code\. Type it on the page Test\. If you did not ask for it, ignore this text\.$/,
      ),
    ]);
    expect(await house.rows(`SELECT 1 FROM "Message"`)).toEqual([]);
    expect(await house.rows(`SELECT "settings"->>'testPhone' AS "phone" FROM "Shop"`)).toEqual([{ phone: null }]);
  });

  test("gets the test texts with the code, and from then on without one", async () => {
    await ask();
    expect(await ask({ phone: STRANGER, code: `${code().slice(0, 3)} ${code().slice(3)}` })).toEqual({
      ok: true,
      sent: 1,
    });
    expect(await ask({})).toEqual({ ok: true, sent: 1 });
    await house.work();
    expect(house.bodies().filter((body) => body.includes("Test: "))).toHaveLength(2);
    expect(await house.rows(`SELECT "phone", "provenBy", "provenAt" FROM "TeamNumber"`)).toEqual([
      { phone: STRANGER, provenBy: "staff:1", provenAt: house.clock.now() },
    ]);
    expect(
      await house.rows(`SELECT "action" FROM "AuditEvent" WHERE "action" LIKE 'team_number.%' ORDER BY "id"`),
    ).toEqual([{ action: "team_number.code_sent" }, { action: "team_number.proven" }]);
  });

  test("that the settings name is asked for its code all the same", async () => {
    await house.rows(`UPDATE "Shop" SET "settings" = $1`, [{ testPhone: STRANGER }]);
    expect(await ask({})).toMatchObject({ codeSentTo: "+1 646 555 0188" });
    expect(await ask({ code: code() })).toEqual({ ok: true, sent: 1 });
  });

  test("is not proven by a wrong code, by one that was typed wrong five times, nor by one of eleven minutes ago", async () => {
    await ask();
    const right = code();
    expect(await ask({ phone: STRANGER, code: "" })).toMatchObject(problem("code", /not the code/));
    for (let count = 0; count < 4; count++)
      expect(await ask({ phone: STRANGER, code: wrong() })).toMatchObject(problem("code", /not the code/));
    expect(await ask({ phone: STRANGER, code: right })).toMatchObject(problem("code", /too often/));
    await ask();
    later(11);
    expect(await ask({ phone: STRANGER, code: code() })).toMatchObject(problem("code", /no longer valid/));
    await house.work();
    expect(house.bodies().filter((body) => body.includes("Test: "))).toEqual([]);
  });

  test("is not proven by the code of another number, another shop, or an earlier text", async () => {
    await ask();
    const earlier = code();
    expect(await ask({ phone: "+16465550199", code: earlier })).toMatchObject(problem("code", /no longer valid/));
    do {
      await ask();
    } while (code() === earlier);
    expect(await ask({ phone: STRANGER, code: earlier })).toMatchObject(problem("code", /not the code/));
    const other = await house.open([], { domain: OTHER_SHOP });
    const shop = await findShop(house.context.db.pool, OTHER_SHOP);
    const request = { automationId: await house.automate(other, thanks), actor: "staff:9", key: crypto.randomUUID() };
    expect(
      shop && (await sendTestTexts(house.context, shop, { ...request, phone: STRANGER, code: code() })),
    ).toMatchObject(problem("code", /no longer valid/));
  });

  test("cannot be pestered: three codes an hour, from all shops together, at one moment too", async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => ask()));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    expect(answers.find(({ ok }) => !ok)).toMatchObject(problem("phone", /after: Today at 11:00/));
    const other = await house.open([], { domain: OTHER_SHOP });
    const shop = await findShop(house.context.db.pool, OTHER_SHOP);
    const request = { automationId: await house.automate(other, thanks), actor: "staff:9", key: crypto.randomUUID() };
    expect(shop && (await sendTestTexts(house.context, shop, { ...request, phone: STRANGER }))).toMatchObject(
      problem("phone", /Too many codes/),
    );
    expect(house.texts).toHaveLength(3);
    later(61);
    expect(await ask()).toMatchObject({ ok: true });
  });

  test("of ever other strangers: five codes an hour of one shop", async () => {
    const tried = [];
    for (let index = 0; index < 6; index++) tried.push(await ask({ phone: `+1646555019${index}` }));
    expect(tried.map(({ ok }) => ok)).toEqual([true, true, true, true, true, false]);
  });

  test("that said STOP, or of a country that is not served, gets no code", async () => {
    const text = { providerId: "SM1", from: STRANGER, to: "+15005550006", body: "STOP", answeredByProvider: false };
    await receiveMessage(house.context, text);
    expect(await ask()).toMatchObject(problem("phone", /STOP/));
    expect(await ask({ phone: "+850 191 123 4567" })).toMatchObject({ ok: false, problems: [{ path: "phone" }] });
    expect(house.texts).toEqual([]);
  });

  test("that the phone company refuses, or that it does not answer for, is told so", async () => {
    house.phoneCompany(() => ({ kind: "refused", code: "21211", detail: "no" }));
    expect(await ask()).toMatchObject(problem("phone", /does not deliver/));
    house.phoneCompany(() => ({ kind: "unreachable", detail: "no" }));
    expect(await ask()).toMatchObject(problem("phone", /Try again/));
    // A text whose outcome is unknown may have arrived.
    house.phoneCompany(() => ({ kind: "unknown", detail: "no" }));
    expect(await ask()).toMatchObject({ ok: true });
    house.phoneCompany(accepted);
  });

  test("of a test does not take a customer's replies from the shop that texted in earnest", async () => {
    const other = await house.open([], { domain: OTHER_SHOP });
    await house.automate(other, thanks);
    await house.tell("orders/create", orderBody({ phone: STRANGER }), { domain: OTHER_SHOP });
    await house.work();
    later(1);
    await ask();
    await ask({ phone: STRANGER, code: code() });
    await house.work();
    expect(house.bodies().at(-1)).toContain("Test: ");
    await receiveMessage(house.context, {
      providerId: "SM2",
      from: STRANGER,
      to: "+15005550006",
      body: "When does it arrive?",
      answeredByProvider: false,
    });
    expect(await house.rows(`SELECT "shopId" FROM "Message" WHERE "direction" = 'inbound'`)).toEqual([
      { shopId: other },
    ]);
  });

  test("leaves no code in clear, and its codes go after two days, all of it with the shop", async () => {
    await ask();
    const [row] = await house.rows<{ codeHash: string }>(`SELECT "codeHash" FROM "TeamNumberCode"`);
    expect(row?.codeHash).not.toContain(code());
    expect(
      createSecrets("another key").verify(`number code:${shopId}:${STRANGER}:${code()}`, row?.codeHash ?? ""),
    ).toBe(false);
    await ask({ phone: STRANGER, code: code() });
    later(60 * 49);
    await cleanUp(house.context);
    expect(await house.rows(`SELECT 1 FROM "TeamNumberCode"`)).toEqual([]);
    await house.rows(`UPDATE "Shop" SET "uninstalledAt" = now()`);
    await eraseShop(house.context.db.pool, shopId, SHOP);
    expect(await house.rows(`SELECT 1 FROM "TeamNumber"`)).toEqual([]);
  });
});
