import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate } from "#core/conditions/index.ts";
import { compileCondition } from "#core/segments/compile.ts";
import { segmentFields } from "#core/segments/fields.ts";
import { findHolding } from "#shell/repositories/segments/membership.server.ts";
import { buildHouse } from "#tests/services/test-app.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import "#tests/support/property-seed.ts";
import { anyCondition } from "./any-segment-condition.ts";
import { factsOfPerson, NOW, person, segments, settle, TIMEZONE } from "./population.ts";

const PEOPLE = 60;

describeOnEachDatabase("conditions in the database", (database) => {
  test("hold for the same customers as in memory, whatever they ask", async () => {
    const house = buildHouse(database(), { now: NOW });
    const { pool } = house.context.db;
    const shopId = await house.open([]);
    const [people = []] = fc.sample(fc.array(person, { minLength: PEOPLE, maxLength: PEOPLE }), {
      numRuns: 1,
      seed: 7,
    });
    const settled = await settle(pool, shopId, people, house.context);
    const facts = settled.map((one) => ({ id: one.id, values: factsOfPerson(shopId, one) }));
    const offered = segmentFields(segments);
    const scope = { offered, now: NOW, timezone: TIMEZONE };
    await fc.assert(
      fc.asyncProperty(anyCondition(offered, 2, true), async (condition) => {
        const wanted = facts
          .filter(({ values }) => evaluate(condition, { ...scope, values }).match)
          .map(({ id }) => id);
        const predicate = compileCondition(condition, scope);
        const found = await findHolding(pool, { shopId, predicate, now: NOW, timezone: TIMEZONE });
        expect(found.toSorted()).toEqual(wanted.toSorted());
      }),
      { numRuns: Number(process.env.RUNS ?? 400) },
    );
    await house.close();
  });
});
