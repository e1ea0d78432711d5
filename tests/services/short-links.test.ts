import { afterEach, beforeEach, expect, test } from "vitest";
import { shortenLinks } from "#services/shorten-links.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { loader } from "../../app/routes/l.$code.ts";
import { buildHouse, type House } from "./house.ts";
import { takeIn, told } from "./taking-in.ts";

const TARGET = "https://juniper.example/shirts?size=m";
const PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

describeOnDatabases("short links", (database) => {
  let house: House;
  let ids: { shopId: string; messageId: string; customerId: string };
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation"]);
    await house.tell("orders/create", orderBody());
    const [row] = await house.rows<typeof ids>(`SELECT "shopId", "id" AS "messageId", "customerId" FROM "Message"`);
    if (!row) throw new Error("no message");
    ids = row;
  });
  afterEach(() => house.close());

  const shorten = (body: string) => transaction(database().pool, (sql) => shortenLinks(house.context, sql, [{ ...ids, body, hosts: ["juniper.example"] }])).then(([text]) => text ?? "");
  const codeIn = (text: string) => /\/l\/([a-z0-9]+)/.exec(text)?.[1] ?? "";
  const visit = async (code: string, { agent = PHONE, method = "GET", ...headers }: Record<string, string> = {}) => {
    const answer = await loader({ request: new Request(`https://shopbell.example/l/${code}`, { method, headers: { "User-Agent": agent, ...headers } }), params: { code }, context: { app: house.context } });
    return { status: answer.status, to: answer.headers.get("location") };
  };
  const clicks = () => house.rows(`SELECT "clicks", "lastClickAt" IS NOT NULL AS "dated" FROM "ShortLink"`);

  test("take the place of links to the shop's own pages, the same code each time", async () => {
    const text = await shorten(`Back in stock: ${TARGET}. See also https://elsewhere.example/a`);
    expect(text).toMatch(/^Back in stock: https:\/\/shopbell\.example\/l\/[a-z0-9]{11}\. See also https:\/\/elsewhere\.example\/a$/);
    expect(await shorten(`Back in stock: ${TARGET}. See also https://elsewhere.example/a`)).toBe(text);
    expect(await house.rows(`SELECT "target", "customerId", "messageId" FROM "ShortLink"`)).toEqual([{ target: TARGET, customerId: ids.customerId, messageId: ids.messageId }]);
  });

  test("lead to where they should, and the click is counted and told, once an hour", async () => {
    const code = codeIn(await shorten(TARGET));
    expect(await visit(code)).toEqual({ status: 302, to: TARGET });
    await visit(code);
    expect(await clicks()).toEqual([{ clicks: 2, dated: true }]);
    expect((await takeIn(house)).map(told)).toMatchObject([{ topic: "shopbell/link_clicked", customerId: ids.customerId, facts: { click: { url: TARGET } } }]);
    await house.pass({ hours: 1 });
    await visit(code);
    expect(await takeIn(house)).toHaveLength(1);
  });

  test.each<[string, Record<string, string>]>([
    ["a preview in a chat", { agent: "facebookexternalhit/1.1 Facebot Twitterbot/1.0" }],
    ["a browser that fetches ahead", { "Sec-Purpose": "prefetch;prerender" }],
    ["a scanner that asks for the head alone", { method: "HEAD" }],
    ["a crawler", { agent: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" }],
  ])("%s gets there and is not counted", async (_what, from) => {
    const code = codeIn(await shorten(TARGET));
    expect(await visit(code, from)).toEqual({ status: 302, to: TARGET });
    expect(await clicks()).toEqual([{ clicks: 0, dated: false }]);
  });

  test("a code that is none leads nowhere, whatever else the address says", async () => {
    expect(await visit("https%3A%2F%2Fevil.example")).toEqual({ status: 404, to: null });
    expect(await visit("")).toEqual({ status: 404, to: null });
  });
});
