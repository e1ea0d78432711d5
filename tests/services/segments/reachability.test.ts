import fc from "fast-check";
import { expect, test } from "vitest";
import { contextFactsOf } from "#core/engine/step-snapshot.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import { refusalOf } from "#core/segments/reachability.ts";
import { textRecipientOf } from "#core/sending/recipient.ts";
import { readReachability, readReachabilityOfEach } from "#services/segments/read-reachability.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { findGuardedCustomer } from "#shell/repositories/simulation/guarded-customer.server.ts";
import { buildHouse, SHOP } from "#tests/services/test-app.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import "#tests/support/property-seed.ts";
import { NOW, person, segments, settle } from "./population.ts";

const PEOPLE = 500;
/** Numbers of countries that are served and not, of a premium service, and of islands that share a calling code. */
const phones = [
  (nth: number) => `+1212555${1000 + nth}`,
  (nth: number) => `+1416555${1000 + nth}`,
  (nth: number) => `+44770090${1000 + nth}`,
  (nth: number) => `+447624${300_000 + nth}`,
  (nth: number) => `+3361234${1000 + nth}`,
  (nth: number) => `+791212${30_000 + nth}`,
  (nth: number) => `+1900555${1000 + nth}`,
];

describeOnEachDatabase("who can be texted", (database) => {
  test("is who the guards of a text let through, one text for each number", async () => {
    const house = buildHouse(database(), { now: NOW });
    const { context } = house;
    const { pool } = context.db;
    await house.open([]);
    const shop = await ensureShop(context, SHOP);
    const [people = []] = fc.sample(fc.array(person, { minLength: PEOPLE, maxLength: PEOPLE }), {
      numRuns: 1,
      seed: 11,
    });
    const settled = await settle(pool, shop.id, people, {
      newId: context.newId,
      phoneOf: (nth) => phones[nth % phones.length]?.(nth) ?? "",
    });
    // Some are erased, and some share the number of the one before them.
    await house.rows(`UPDATE "Customer" SET "erasedAt" = now() WHERE "id" = ANY($1::uuid[])`, [
      settled.filter((_one, at) => at % 17 === 3).map(({ id }) => id),
    ]);
    await house.rows(
      `
        INSERT INTO "CustomerAddress" ("customerId", "subscriberId", "shopId", "origin", "seenAt")
        SELECT n."id", a."subscriberId", a."shopId", a."origin", a."seenAt"
        FROM unnest($1::uuid[], $2::uuid[]) AS n("id", "before")
        JOIN "CustomerAddress" a ON a."customerId" = n."before"
        ON CONFLICT DO NOTHING`,
      [settled.slice(1, 40).map(({ id }) => id), settled.slice(0, 39).map(({ id }) => id)],
    );
    // A flood of new numbers.
    await house.rows(`UPDATE "Subscriber" SET "newInBlock" = 200, "createdAt" = $1 WHERE "address" LIKE '+447624%'`, [
      NOW.subtract({ hours: 2 }),
    ]);
    const { shop: facts } = contextFactsOf(
      {
        shopName: shop.name,
        shopDomain: shop.domain,
        timezone: shop.timezone,
        installed: true,
        settings: shop.settings,
        senders: [],
        automationStatus: "active",
        sequenceStatus: "active",
        shopCountry: shop.countryCode,
      },
      true,
    );
    const [first, second] = segments;
    const audience = settled.filter(({ inFirst, inSecond }) => inFirst && !inSecond);
    const reasons: Record<string, number> = {};
    const countries: Record<string, number> = {};
    const texted = new Set<string>();
    for (const { id } of audience) {
      const customer = await findGuardedCustomer(pool, shop.id, id);
      if (!customer) throw new Error("not found");
      const recipient = textRecipientOf(customer.numbers, { kind: "marketing", now: NOW });
      const refused = refusalOf({ erased: customer.erased, recipient, shop: facts, now: NOW });
      const reason = refused ?? (texted.has(recipient.phone ?? "") ? "duplicate" : null);
      if (reason) reasons[reason] = (reasons[reason] ?? 0) + 1;
      else {
        texted.add(recipient.phone ?? "");
        const country = readPhone(recipient.phone)?.country ?? "";
        countries[country] = (countries[country] ?? 0) + 1;
      }
    }
    const read = await readReachability(context, shop, { include: [first.id], exclude: [second.id] });
    expect(Object.fromEntries(read.left.map(({ reason, count }) => [reason, count]))).toEqual(reasons);
    expect(Object.fromEntries(read.byCountry.map(({ country, sendable }) => [country, sendable]))).toEqual(countries);
    expect(read).toMatchObject({ customers: audience.length, sendable: texted.size });
    expect(Object.keys(reasons).toSorted()).toEqual(
      expect.arrayContaining(["customer_erased", "no_phone", "no_consent", "country_not_served", "opted_out"]),
    );
    // The list asks about each segment by itself, all at once.
    const ids = segments.map(({ id }) => id);
    const each = await readReachabilityOfEach(context, shop, ids);
    for (const id of ids)
      expect(each.get(id)).toEqual(await readReachability(context, shop, { include: [id], exclude: [] }));
    await house.close();
  });
});
