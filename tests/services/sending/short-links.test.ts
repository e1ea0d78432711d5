import { afterEach, beforeEach, expect, test } from "vitest";
import { grantCredits } from "#services/credits/grant-credits.server.ts";
import { ingestEvents } from "#services/intake/ingest-events.server.ts";
import { readTimeline } from "#services/customers/read-timeline.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { readAutomation } from "#services/automations/read-automation.server.ts";
import { readLogEntry } from "#services/activity/read-log-entry.server.ts";
import { cleanUp } from "#services/operations/parts/clean-up.server.ts";
import { saveSettings } from "#services/team/save-settings.server.ts";
import { linksOfStep } from "#services/sending/parts/short-links.server.ts";
import { readTestWalk } from "#services/simulation/read-test-walk.server.ts";
import { sendTestTexts } from "#services/simulation/send-test-texts.server.ts";
import { ownNumber } from "#tests/support/team-number.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { checkoutBody, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { loader } from "../../../app/routes/l.$code.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";
import { takeIn, told } from "../intake/taking-in.ts";

const TARGET = "https://juniper.example/orders/1042";
const UTM = "?utm_source=shopbell&utm_medium=sms&utm_campaign=order-confirmation&utm_content=confirm";
const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like " +
  "Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
const unreachable = { kind: "unreachable", detail: "no route" } as const;

describeOnDatabases("short links", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["order-confirmation"]);
  });
  afterEach(() => house.close());

  const order = () => house.tell("orders/create", orderBody());
  const codeIn = (text: string | undefined) => /\/l\/([a-z0-9]{11})(?![a-z0-9])/.exec(text ?? "")?.[1] ?? "";
  const pass = (time: { seconds?: number; minutes?: number; milliseconds?: number }) =>
    house.clock.moveTo(house.clock.now().add(time));
  /** The code in the order's confirmation, a minute after it arrived. */
  const ordered = async () => {
    await order();
    pass({ minutes: 1 });
    return codeIn(house.bodies()[0]);
  };
  const visit = async (code: string, { agent = PHONE, method = "GET", ...headers }: Record<string, string> = {}) => {
    const answer = await loader({
      request: new Request(`https://shopbell.example/l/${code}`, {
        method,
        headers: { "User-Agent": agent, ...headers },
      }),
      params: { code },
      context: { app: house.context },
    });
    return { status: answer.status, to: answer.headers.get("location") };
  };
  const links = () =>
    house.rows<{ code: string; target: string }>(`SELECT "code", "target", "messageId", "customerId" FROM "ShortLink"`);
  const clicks = () =>
    house.rows(
      `SELECT "clicks", "machineClicks", "lastClickAt" IS NOT NULL AS "dated" FROM "ShortLink" ORDER BY "target"`,
    );
  const rows = () => house.rows(`SELECT "agent", "signs" FROM "LinkClick" ORDER BY "at", "id"`);

  test("take the place of links to the shop's own pages: what is sent is what is kept, counted and paid for", async () => {
    await house.automate(shopId, {
      kind: "transactional",
      steps: [
        {
          id: "a",
          type: "send_sms",
          config: { body: `Thank you! {{ shop.url }}/${"a".repeat(150)} or https://elsewhere.example/a` },
        },
      ],
    });
    await order();
    const [message] = await house.rows<{ id: string; body: string; customerId: string }>(
      `SELECT "id", "body", "segments", "credits", "customerId" FROM "Message" WHERE "body" LIKE 'Thank%'`,
    );
    expect(message).toMatchObject({
      body: expect.stringMatching(
        /^Thank you! https:\/\/shopbell\.example\/l\/[a-z0-9]{11} or https:\/\/elsewhere\.example\/a$/,
      ) as string,
      segments: 1,
      credits: 1,
    });
    expect(house.bodies()).toContain(message?.body);
    expect((await links()).find(({ code }) => code === codeIn(message?.body))).toEqual({
      code: codeIn(message?.body),
      target: `https://juniper.myshopify.com/${"a".repeat(150)}`,
      messageId: message?.id,
      customerId: message?.customerId,
    });
    expect(await house.holdings()).toEqual({ balance: 98, held: 0 });
  });

  test("the store's own domain is known by what Shopify tells of it, whatever a text is about", async () => {
    const id = await house.automate(shopId, {
      kind: "transactional",
      steps: [{ id: "a", type: "send_sms", config: { body: "Sale: https://juniper-store.example/sale" } }],
    });
    await order();
    expect(house.bodies()).toContain("Sale: https://juniper-store.example/sale");
    await house.tell("shop/update", JSON.stringify({ name: "Juniper", domain: "www.juniper-store.example" }));
    await house.tell("orders/create", orderBody({ order: "2" }));
    expect(house.bodies()).toContainEqual(
      expect.stringMatching(/^Sale: https:\/\/shopbell\.example\/l\/[a-z0-9]{11}$/),
    );
    expect((await readAutomation(house.context, await ensureShop(house.context, SHOP), id))?.examples).toEqual({
      a: "Sale: https://shopbell.example/l/4k7p2m9x3ab",
    });
  });

  test("a cart's long address costs what a short text costs", async () => {
    await house.automate(shopId, {
      trigger: { type: "checkout_abandoned" },
      steps: [{ id: "a", type: "send_sms", config: { body: "Your cart is here: {{ checkout.url }}" } }],
    });
    await house.confirmWording();
    await house.tell("customers_marketing_consent/update", consentBody({ level: "confirmed_opt_in" }));
    const recovery = `https://juniper.example/checkouts/c-1/recover?key=${"0123456789abcdef".repeat(10)}`;
    await house.tell(
      "checkouts/create",
      checkoutBody().replace("https://juniper.example/checkouts/c-1/recover", recovery),
    );
    await house.pass({ hours: 2 });
    expect(
      await house.rows(`SELECT m."credits", l."target" FROM "Message" m JOIN "ShortLink" l ON l."messageId" = m."id"`),
    ).toEqual([{ credits: 1, target: recovery }]);
  });

  test("a text that is tried again says the same, whatever was set meanwhile", async () => {
    house.phoneCompany(() => unreachable);
    await order();
    await saveSettings(house.context, { shopId, actor: "staff:1", changes: { trackLinks: false } });
    house.phoneCompany(() => ({ kind: "accepted", providerId: "SM1", providerStatus: "queued", segments: null }));
    await house.pass({ hours: 1 });
    expect(house.texts.length).toBeGreaterThan(1);
    expect(new Set(house.bodies()).size).toBe(1);
    expect(await links()).toMatchObject([{ code: codeIn(house.bodies()[0]), target: TARGET }]);
  });

  test("a text that had to wait has the links that it was to have; one that never goes leaves none behind", async () => {
    await house.rows(`UPDATE "Shop" SET "settings" = '{"holdTransactionalUntilToppedUp": true}'`);
    await house.automate(shopId, {
      name: "Marketing",
      trigger: { type: "order_created" },
      steps: [{ id: "a", type: "send_sms", config: { body: "News: {{ shop.url }}" } }],
    });
    await house.rows(`UPDATE "Shop" SET "creditBalance" = 0`);
    await order();
    expect(house.texts).toEqual([]);
    expect(await links()).toEqual([]);
    await house.rows(`UPDATE "Shop" SET "creditBalance" = 100`);
    const [step] = await house.rows<{ id: string }>(
      `SELECT "id" FROM "ScheduledAutomation" WHERE "status" = 'scheduled'`,
    );
    await grantCredits(house.context, { shopId, credits: 1, type: "grant", note: "", actor: "test" });
    await house.work();
    expect(await links()).toMatchObject([
      {
        code: linksOfStep(house.context, step?.id ?? "", { domain: SHOP, storefrontHost: null }).codeOf(TARGET),
        target: TARGET,
      },
    ]);
    expect(house.bodies()).toEqual([expect.stringContaining((await links())[0]?.code ?? "none")]);
  });

  test("nobody is led to what was meant for somebody else: a code that is taken lets no text go", async () => {
    await house.deliver("orders/create", orderBody());
    await ingestEvents(house.context);
    const [step] = await house.rows<{ id: string }>(`SELECT "id" FROM "ScheduledAutomation"`);
    const code = linksOfStep(house.context, step?.id ?? "", { domain: SHOP, storefrontHost: null }).codeOf(TARGET);
    await house.rows(
      `
        INSERT INTO "ShortLink" ("code", "shopId", "target", "createdAt")
          VALUES ($1, $2, 'https://juniper.example/orders/other', now())`,
      [code, shopId],
    );
    await house.work();
    expect(house.texts).toEqual([]);
    expect(await house.holdings()).toEqual({ balance: 100, held: 0 });
    expect(await house.rows(`SELECT "error" FROM "ScheduledAutomation"`)).toEqual([
      { error: `the short link "${code}" leads elsewhere already` },
    ]);
  });

  test("lead to where they should, and the click is counted and told, once an hour", async () => {
    const code = await ordered();
    const [link] = await house.rows<{ customerId: string }>(`SELECT "customerId" FROM "ShortLink"`);
    expect(await visit(code)).toEqual({ status: 302, to: TARGET + UTM });
    await visit(code);
    expect(await clicks()).toEqual([{ clicks: 2, machineClicks: 0, dated: true }]);
    expect(await takeIn(house)).toEqual([]);
    pass({ seconds: 3 });
    expect((await takeIn(house)).map(told)).toMatchObject([
      { topic: "shopbell/link_clicked", customerId: link?.customerId, facts: { click: { url: TARGET } } },
    ]);
    await house.pass({ hours: 1 });
    await visit(code);
    pass({ seconds: 3 });
    expect(await takeIn(house)).toHaveLength(1);
  });

  test("who followed it is shown beside the text, in the customer's timeline, and step by step", async () => {
    const code = await ordered();
    const shop = await ensureShop(house.context, SHOP);
    const [row] = await house.rows<{ id: string; automationId: string; customerId: string }>(
      `SELECT "id", "automationId", "customerId" FROM "AutomationLog" WHERE "status" = 'sent'`,
    );
    const { id = "", automationId = "", customerId = "" } = row ?? {};
    const shown = async () => ({
      beside: (await readLogEntry(house.context, shop, id))?.message?.followed,
      timeline: (await readTimeline(house.context, shop, customerId, { kind: "texts" })).rows.map(
        ({ followed }) => followed,
      ),
      clicks: (await readAutomation(house.context, shop, automationId))?.steps.confirm?.clicks,
    });
    expect(await shown()).toEqual({
      beside: { clicks: 0, machineClicks: 0, last: null },
      timeline: [null],
      clicks: { linked: 1, clicked: 0, machines: 0 },
    });
    await visit(code);
    pass({ minutes: 5 });
    await visit(code);
    await visit(code, { method: "HEAD" });
    expect(await shown()).toMatchObject({
      beside: { clicks: 2, machineClicks: 1, last: { shown: "Today at 10:06 am" } },
      timeline: ["Link followed twice, last today at 10:06 am, and once by a machine"],
      clicks: { linked: 1, clicked: 1, machines: 1 },
    });
  });

  test("a click on a text that the team tries out is counted, and sets nothing off", async () => {
    await order();
    const shop = await ensureShop(house.context, SHOP);
    const [automation] = await house.rows<{ id: string }>(`SELECT "id" FROM "Automation"`);
    const [, real] = (await readTestWalk(house.context, shop, automation?.id ?? "", {}))?.events ?? [];
    await ownNumber(house.context.db.pool, shop.id, "+16465550188");
    await sendTestTexts(house.context, shop, {
      automationId: automation?.id ?? "",
      actor: "staff:1",
      phone: "+1 646 555 0188",
      event: real?.id,
      key: "one",
    });
    await house.work();
    expect(house.bodies()[1]).toMatch(/^Test: .*Follow it here: https:\/\/shopbell\.example\/l\/[a-z0-9]{11}$/);
    pass({ minutes: 1 });
    expect(await visit(codeIn(house.bodies()[1]))).toEqual({ status: 302, to: TARGET });
    expect(await house.rows(`SELECT "clicks" FROM "ShortLink" WHERE "customerId" IS NULL`)).toEqual([{ clicks: 1 }]);
    expect(await takeIn(house)).toEqual([]);
  });

  test("a click sets off what waits for one", async () => {
    await house.tell("customers_marketing_consent/update", consentBody());
    await house.automate(shopId, {
      name: "After a click",
      trigger: { type: "link_clicked", config: { contains: "/orders/" } },
      steps: [{ id: "a", type: "send_sms", config: { body: "You looked at {{ click.url }}" } }],
    });
    await visit(await ordered());
    pass({ seconds: 3 });
    await house.work();
    expect(house.bodies()[1]).toMatch(/You looked at https:\/\/shopbell\.example\/l\/[a-z0-9]{11} Reply STOP/);
  });

  test.each<[string, Record<string, string>, string]>([
    ["a preview in a chat", { agent: "facebookexternalhit/1.1 Facebot Twitterbot/1.0" }, "known_agent"],
    ["a browser that fetches ahead", { "Sec-Purpose": "prefetch;prerender" }, "prefetch"],
    ["a scanner that asks for the head alone", { method: "HEAD" }, "not_get"],
    ["a crawler", { agent: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" }, "known_agent"],
  ])("%s gets there, and counts as a machine", async (_what, from, sign) => {
    const code = await ordered();
    expect(await visit(code, from)).toEqual({ status: 302, to: TARGET + UTM });
    expect(await clicks()).toEqual([{ clicks: 0, machineClicks: 1, dated: false }]);
    expect(await rows()).toEqual([{ agent: expect.any(String) as string, signs: [sign] }]);
    pass({ seconds: 3 });
    expect(await takeIn(house)).toEqual([]);
  });

  test("who clicks as a text leaves or arrives is a machine; who reads it first is none", async () => {
    await order();
    const code = codeIn(house.bodies()[0]);
    pass({ seconds: 2 });
    await visit(code);
    await house.rows(`UPDATE "Message" SET "status" = 'delivered', "updatedAt" = "createdAt" + interval '20 seconds'`);
    pass({ seconds: 8 });
    await visit(code);
    pass({ seconds: 11 });
    await visit(code);
    pass({ seconds: 5 });
    await visit(code);
    expect(await rows()).toEqual([
      { agent: "phone", signs: ["too_soon"] },
      { agent: "phone", signs: [] },
      { agent: "phone", signs: ["too_soon"] },
      { agent: "phone", signs: [] },
    ]);
  });

  test("who follows all links of a text at once is a machine, with its first click too, and sets nothing off", async () => {
    await house.automate(shopId, {
      kind: "transactional",
      steps: [{ id: "a", type: "send_sms", config: { body: "{{ shop.url }}/one {{ shop.url }}/two" } }],
    });
    await order();
    pass({ minutes: 1 });
    const all = (await links()).filter(({ target }) => /one$|two$/.test(target));
    for (const { code } of all) {
      await visit(code);
      pass({ milliseconds: 300 });
    }
    expect(await clicks()).toEqual([
      { clicks: 0, machineClicks: 0, dated: false },
      { clicks: 0, machineClicks: 1, dated: false },
      { clicks: 0, machineClicks: 1, dated: false },
    ]);
    expect(await rows()).toEqual([
      { agent: "phone", signs: ["many_links"] },
      { agent: "phone", signs: ["many_links"] },
    ]);
    pass({ seconds: 3 });
    expect(await takeIn(house)).toEqual([]);
    // A person who comes later is one.
    await visit(all[0]?.code ?? "");
    pass({ seconds: 3 });
    expect(await takeIn(house)).toHaveLength(1);
  });

  test("a storm of clicks gets there, and fills no table", async () => {
    const code = await ordered();
    const answers = await Promise.all(Array.from({ length: 60 }, () => visit(code)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([302]));
    expect((await rows()).length).toBeLessThanOrEqual(20);
    pass({ minutes: 2 });
    await visit(code);
    expect((await rows()).at(-1)).toEqual({ agent: "phone", signs: [] });
  });

  test("clicks go with the shop's retention; their sums stay", async () => {
    const code = await ordered();
    await visit(code);
    await house.pass({ hours: 24 * 366 });
    await cleanUp(house.context);
    expect(await rows()).toEqual([]);
    expect(await clicks()).toEqual([{ clicks: 1, machineClicks: 0, dated: true }]);
  });

  test("UTM parameters are the shop's to turn off, and a merchant's own stay", async () => {
    await house.automate(shopId, {
      name: "Größe & Mode!",
      kind: "transactional",
      steps: [
        { id: "a", name: "First text", type: "send_sms", config: { body: "{{ shop.url }}/s?utm_campaign=own#top" } },
      ],
    });
    await order();
    pass({ minutes: 1 });
    const code = async (at: number) => codeIn(house.bodies().filter((body) => body.startsWith("https"))[at]);
    expect(await visit(await code(0))).toMatchObject({
      to: `https://${SHOP}/s?utm_campaign=own&utm_source=shopbell&utm_medium=sms&utm_content=first-text#top`,
    });
    await saveSettings(house.context, { shopId, actor: "staff:1", changes: { utmParameters: false } });
    await house.tell("orders/create", orderBody({ order: "2" }));
    pass({ minutes: 1 });
    expect(await visit(await code(1))).toMatchObject({ to: `https://${SHOP}/s?utm_campaign=own#top` });
  });

  test("a code that is none leads nowhere, whatever else the address says", async () => {
    expect(await visit("https%3A%2F%2Fevil.example")).toEqual({ status: 404, to: null });
    expect(await visit("")).toEqual({ status: 404, to: null });
  });
});
