import { isDeepStrictEqual } from "node:util";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { permissionsOf, staffRoles } from "#core/team/roles.ts";
import { auditActions } from "#core/team/audit-actions.ts";
import { ADA, ADAS_PHONE } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, type House } from "#tests/services/test-app.ts";
import { emptyDatabase, type TestDatabase } from "#tests/support/database.ts";
import { acts, type Act } from "./acts.ts";
import { actorOf, ask, everyRow, hire, readRoutes, tokenOf, type Route } from "./door.ts";
import { furnish, type Furnished } from "./furnished.ts";

/** Doors that are not the staff's: each has a proof of its own, and a test of its own. */
const otherDoors = [
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

let database: TestDatabase;
let routes: Map<string, Route>;
beforeAll(async () => {
  database = await emptyDatabase();
  routes = new Map((await readRoutes()).map((route) => [route.name, route]));
}, 120_000);

const named = ({ route, params, posts }: Act): string => {
  const said: Record<string, unknown> = { ...params?.(blank), ...posts?.(blank) };
  const [word] = ["intent", "to", "deed"].flatMap((key) => (typeof said[key] === "string" ? [said[key]] : []));
  return word ? `${route}, ${word}` : route;
};
const blank = new Proxy({} as Furnished, { get: (_none, key) => String(key) });

describe("everything that the staff can do", () => {
  test("stands in the table, route by route and intent by intent", () => {
    const known = new Set([...acts.map(({ route }) => route), ...otherDoors]);
    const acting = [...routes.values()].filter(({ action }) => action);
    expect(acting.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
    const intents = (source: string) =>
      [...source.matchAll(/intent: z\.(?:literal\("(\w+)"\)|enum\(\[([^\]]+)\]\))/g)].flatMap(
        ([, one, several]) => one ?? [...(several ?? "").matchAll(/"(\w+)"/g)].map(([, name]) => name ?? ""),
      );
    const missing = acting
      .flatMap(({ name, source }) => intents(source).map((intent) => `${name}, ${intent}`))
      .filter((one) => !acts.some((act) => named(act) === one));
    expect(missing).toEqual([]);
  });

  describe.each(acts.map((act) => [named(act), act] as const))("%s", (_name, act) => {
    let house: House;
    let shop: Furnished;
    beforeEach(async () => {
      await database.reset();
      house = buildHouse(database);
      shop = await furnish(house, { domain: SHOP, id: ADA, phone: ADAS_PHONE, colleague: "90000000000007" });
      await hire(house, shop.shopId, SHOP);
      await act.after?.(house, shop);
    });
    afterEach(() => house.close());

    test("is refused to who may not, changes nothing then, and is written down of who may", async () => {
      const route = routes.get(act.route);
      if (!route) throw new Error(`there is no ${act.route}`);
      const attempt = (role: (typeof staffRoles)[number]) =>
        ask(house, route, {
          token: tokenOf(SHOP, role),
          params: act.params?.(shop) ?? {},
          posts: act.posts?.(shop) ?? {},
          asForm: act.asForm ?? false,
        });
      const [may, mayNot] = [
        staffRoles.filter((role) => permissionsOf(role).includes(act.needs)),
        staffRoles.filter((role) => !permissionsOf(role).includes(act.needs)),
      ];
      expect(mayNot).toContain("viewer");

      const rows = await everyRow(house);
      for (const role of mayNot) expect([role, await attempt(role)]).toEqual([role, { status: 403, body: "" }]);
      expect(await everyRow(house)).toEqual(rows);
      expect(house.writes).toEqual([]);

      const [first, ...others] = may.toReversed();
      if (!first) throw new Error("nobody may");
      const done = await attempt(first);
      expect(done.status).toBe(200);
      expect(JSON.parse(done.body)).toMatchObject({ ok: true });
      const trail = await house.rows<{ action: string; target: string; before: unknown; after: unknown }>(
        `SELECT "action", "target", "before", "after" FROM "AuditEvent" WHERE "shopId" = $1 AND "actor" = $2`,
        [shop.shopId, actorOf(first)],
      );
      if (act.untold) expect(trail).toEqual([]);
      else expect(trail).not.toEqual([]);
      for (const { action, target, before, after } of trail) {
        expect(Object.keys(auditActions)).toContain(action);
        expect(target).toMatch(/^\w+:.+/);
        expect(isDeepStrictEqual(before, after), "what was before and what is after are alike").toBe(
          act.alike !== undefined,
        );
      }
      for (const role of others) expect([role, (await attempt(role)).status]).toEqual([role, 200]);
    });
  });
});
