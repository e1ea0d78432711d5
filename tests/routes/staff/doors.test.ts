import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { staffRoles } from "#core/team/roles.ts";
import { ADA, ADAS_PHONE } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, type House } from "#tests/services/test-app.ts";
import { emptyDatabase, type TestDatabase } from "#tests/support/database.ts";
import { acts } from "./acts.ts";
import { ask, everyRow, hire, readRoutes, tokenOf, type Asking, type Route } from "./door.ts";
import { furnish, type Furnished } from "./furnished.ts";

const OTHER_SHOP = "larkspur.myshopify.com";

/** What else than the staff's pages there is, and what lets one in. */
const otherDoors: Record<string, string> = {
  $: "nothing is there",
  _index: "leads to the log-in or into the app",
  "api.automations.start": "the shop's own token",
  "api.events": "the shop's own token",
  "api.jobs.$id.retry": "the operator's token",
  "api.jobs.metrics": "the operator's token",
  "api.jobs.tasks": "the operator's token",
  "api.jobs.tasks_.$name": "the operator's token",
  "api.jobs.tasks_.$name.run": "the operator's token",
  "auth.$": "Shopify's library",
  "auth.login": "Shopify's library",
  "auth.way-back": "leads to a page of the app",
  "contact.$file": "a signed address",
  evidence: "a signed address, good for ten minutes",
  "evidence[.]json": "a signed address, good for ten minutes",
  "exports.activity": "a signed address, good for a short while",
  "exports.archive": "a signed address, good for a short while",
  "exports.contact-rows": "a signed address, good for a short while",
  "exports.customer-data": "a signed address, good for a short while",
  "exports.ledger": "a signed address, good for a short while",
  "flow.action": "Shopify's signature",
  healthz: "tells nothing",
  "l.$code": "a link's code",
  metrics: "the operator's token",
  "pixel.viewed": "a signed token",
  "proxy.opt-in": "Shopify's signature",
  readyz: "tells nothing",
  "twilio.inbound": "Twilio's signature",
  "twilio.status": "Twilio's signature",
  u: "a signed address",
  "u_.$code": "a link's code",
  webhooks: "Shopify's signature",
};
/** They act, but only after a proof of their own. */
const proven = [
  "api.automations.start",
  "api.events",
  "api.jobs.$id.retry",
  "api.jobs.tasks",
  "api.jobs.tasks_.$name",
  "api.jobs.tasks_.$name.run",
  "flow.action",
  "pixel.viewed",
  "proxy.opt-in",
  "twilio.inbound",
  "twilio.status",
  "u",
  "u_.$code",
  "webhooks",
];
/** Posted to alone, they send who comes by hand to the page they belong to. */
const signposts = [
  "app.activity.export",
  "app.archive",
  "app.credits.export",
  "app.activity.views",
  "app.automations.switch",
  "app.automations.tags",
  "app.automations.views",
  "app.credits.buy",
  "app.credits.settings",
  "app.credits.top-up",
  "app.customers.start",
  "app.import",
  "app.many-automations.$deed",
  "app.segments.count",
  "app.segments.start",
  "app.settings.browsing",
];

interface Look extends Pick<Asking, "params" | "query"> {
  route: string;
}

/** Every place where an address names something: the table that a route with an id in its address must join. */
const looks = ({
  automation,
  campaign,
  contactImport,
  log,
  run,
  customer,
  conversation,
  step,
  pictured,
  task,
  segment,
}: Furnished): Look[] => [
  { route: "app.activity.$id", params: { id: log } },
  { route: "app.activity._index", query: { entry: log, automation } },
  { route: "app.automations.$id._index", params: { id: automation } },
  { route: "app.automations.$id.figures", params: { id: automation } },
  { route: "app.automations.$id.backtest", params: { id: automation }, query: { run } },
  { route: "app.automations.$id.file", params: { id: automation } },
  { route: "app.automations.$id.publish", params: { id: automation } },
  { route: "app.automations.$id.test", params: { id: automation } },
  { route: "app.automations.$id.versions", params: { id: automation }, query: { from: "1", to: "draft" } },
  { route: "app.automations.$id_.edit", params: { id: automation } },
  { route: "app.campaigns.$id._index", params: { id: campaign } },
  { route: "app.campaigns.$id_.edit", params: { id: campaign } },
  { route: "app.contacts.$id", params: { id: contactImport } },
  { route: "app.customers.$id", params: { id: customer } },
  { route: "app.inbox.$id", params: { id: conversation } },
  { route: "app.messages.$id.media.$position", params: { id: pictured, position: "0" } },
  { route: "app.scheduled._index", query: { automation } },
  { route: "app.segments.$id", params: { id: segment } },
  { route: "app.segments.$id_.edit", params: { id: segment } },
  { route: "app.tasks_.$id", params: { id: task } },
  { route: "app.scheduled.steer", query: { id: step, date: "2026-03-09", time: "10:00" } },
];

/** A shop in which nothing is what these ids name. */
const nowhere = (shop: Furnished): Furnished =>
  Object.fromEntries(
    Object.keys(shop).map((key) => [
      key,
      ["domain", "colleague", "helper"].includes(key) ? "90000000000096" : randomUUID(),
    ]),
  ) as unknown as Furnished;

/** Ids that were asked with come back in some answers. */
const without = (body: string, shop: Furnished) =>
  Object.values(shop).reduce<string>((left, id: string) => left.replaceAll(id, "…"), body);

let database: TestDatabase;
let house: House;
let ours: Furnished;
let theirs: Furnished;
let routes: Route[];
const route = (name: string) => {
  const found = routes.find((one) => one.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};
beforeAll(async () => {
  database = await emptyDatabase();
  routes = await readRoutes();
  house = buildHouse(database);
  ours = await furnish(house, { domain: SHOP, id: ADA, phone: ADAS_PHONE, colleague: "90000000000007" });
  theirs = await furnish(house, { domain: OTHER_SHOP, id: "7099", phone: "+13105550177", colleague: "90000000000097" });
  await hire(house, ours.shopId, SHOP);
  await hire(house, theirs.shopId, OTHER_SHOP);
}, 120_000);
afterAll(() => house.close());

describe("the doors of the app", () => {
  const pages = () => routes.filter(({ name }) => !Object.hasOwn(otherDoors, name));

  test("are all known: the staff's stand below /app, and every other has its own proof", () => {
    expect(
      pages()
        .map(({ name }) => name)
        .filter((name) => !/^app(\.|$)/.test(name)),
    ).toEqual([]);
    expect(Object.keys(otherDoors).filter((name) => !routes.some((one) => one.name === name))).toEqual([]);
  });

  const withoutSession: [string, () => string | null][] = [
    ["no session token", () => null],
    ["one that somebody else has signed", () => tokenOf(SHOP, "owner", "another secret")],
    ["a part of one", () => tokenOf(SHOP, "owner").slice(0, -2)],
  ];
  test.each(withoutSession)("with %s nothing below /app is told or done", async (_what, tokenIn) => {
    const before = await everyRow(house);
    for (const page of pages()) {
      const params = { id: ours.automation, key: "birthday", deed: "archive", section: "hours" };
      if (page.loader) {
        const { status, body } = await ask(house, page, { token: tokenIn(), params });
        expect([page.name, status]).toEqual([
          page.name,
          signposts.includes(page.name) ? 302 : expect.toSatisfy((one: number) => [302, 401, 410].includes(one)),
        ]);
        expect([page.name, body.length]).toEqual([page.name, 0]);
      }
      if (page.action)
        expect([page.name, (await ask(house, page, { token: tokenIn(), params, posts: {} })).status]).toEqual([
          page.name,
          expect.toSatisfy((one: number) => [302, 401, 410].includes(one)),
        ]);
    }
    expect(await everyRow(house)).toEqual(before);
  });

  test.each(staffRoles)("below /app are open to look for the role of %s", async (role) => {
    const shown = new Map(looks(ours).map((look) => [look.route, look]));
    for (const page of pages()) {
      if (!page.loader || signposts.includes(page.name)) continue;
      expect(page.name.includes("$id") ? shown.has(page.name) : true, `${page.name} names something: say what`).toBe(
        true,
      );
      const { status } = await ask(house, page, {
        token: tokenOf(SHOP, role),
        ...shown.get(page.name),
        ...(page.name.includes("$key") && { params: { key: "birthday" } }),
        ...(page.name.includes("$section") && { params: { section: "hours" } }),
      });
      expect([page.name, status]).toEqual([page.name, page.name === "app.$" ? 404 : 200]);
    }
  });

  test("tell of another shop's things what they tell of things that there are not", async () => {
    const none = nowhere(theirs);
    const empty = looks(none);
    for (const [at, look] of looks(theirs).entries()) {
      const [foreign, absent] = [
        await ask(house, route(look.route), { token: tokenOf(SHOP, "owner"), ...look }),
        await ask(house, route(look.route), { token: tokenOf(SHOP, "owner"), ...empty[at] }),
      ];
      expect([look.route, foreign.status, without(foreign.body, theirs)]).toEqual([
        look.route,
        absent.status,
        without(absent.body, none),
      ]);
      // What a page asks for by itself is told as a result, which it shows in place.
      if (look.params && !foreign.body.startsWith('{"ok":false,"reason":"not_found"'))
        expect([look.route, foreign.status]).toEqual([look.route, 404]);
      expect(foreign.body).not.toContain("Moreno");
    }
  });

  test("do to another shop's things what they do to things that there are not: nothing", async () => {
    const before = await everyRow(house, `"shopId" = '${theirs.shopId}'`);
    const none = nowhere(theirs);
    for (const { route: name, params, posts, asForm = false } of acts) {
      const told = (shop: Furnished) => ({ params: params?.(shop) ?? {}, posts: posts?.(shop) ?? {} });
      if (JSON.stringify(told(ours)) === JSON.stringify(told(theirs))) continue;
      const token = tokenOf(SHOP, "owner");
      const foreign = await ask(house, route(name), { token, ...told(theirs), asForm });
      const absent = await ask(house, route(name), { token, ...told(none), asForm });
      expect([name, foreign.status, without(foreign.body, theirs)]).toEqual([
        name,
        absent.status,
        without(absent.body, none),
      ]);
    }
    expect(await everyRow(house, `"shopId" = '${theirs.shopId}'`)).toEqual(before);
  });

  test.each(proven)("the door %s heeds its own proof alone, whoever of the staff stands before it", async (name) => {
    const before = await everyRow(house);
    const { status } = await ask(house, route(name), {
      token: tokenOf(SHOP, "owner"),
      params: { id: ours.failedStep },
      posts: { event: "x", id: ours.failedStep },
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await everyRow(house)).toEqual(before);
  });
});
