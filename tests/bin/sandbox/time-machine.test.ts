import { afterEach, beforeEach, expect, test } from "vitest";
import { Temporal } from "#core/time/time.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { ADA, ADAS_PHONE, consentBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, type House } from "#tests/services/test-app.ts";
import { nextCalendarScan } from "../../../bin/sandbox/next-calendar-scan.ts";
import { createTimeMachine } from "../../../bin/sandbox/time-machine.ts";
import { startWorker, type Worker } from "../../../jobs/worker.ts";

/** Nine in the morning in New York. */
const NINE = Temporal.Instant.from("2026-03-02T14:00:00Z");

describeOnEachDatabase("the time machine", (database) => {
  let house: House;
  let worker: Worker;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database(), { now: NINE });
    shopId = await house.open([]);
    worker = await startWorker(house.context);
  });
  afterEach(async () => {
    await worker.stop();
    await house.close();
  });

  const says = (type: string, config: object, kind: "marketing" | "transactional" = "marketing") =>
    house.automate(shopId, {
      name: type,
      kind,
      trigger: { type, config },
      reentry: "every_time",
      steps: [{ id: "say", type: "send_sms", config: { body: type } }],
    });
  const subscribe = async (birthDate: string | null) => {
    house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY", birthDate });
    await house.deliver("customers_marketing_consent/update", consentBody({ at: "2026-03-02T13:00:00Z" }));
    await worker.idle();
  };
  const move = (duration: Temporal.DurationLike) =>
    createTimeMachine(
      house.context,
      house.clock,
      worker,
    )(house.clock.now().toZonedDateTimeISO("America/New_York").add(duration).toInstant());
  const sent = async () =>
    (
      await house.rows<{ at: Temporal.Instant }>(
        `SELECT "startedAt" AS "at" FROM "MessageAttempt" ORDER BY "startedAt"`,
      )
    ).map(({ at }) => at.toZonedDateTimeISO("America/New_York").toPlainDateTime().toString({ smallestUnit: "minute" }));

  test("lives through a birthday at the hour set, by the shop's clock, on the way through three months", async () => {
    await says("birthday", { at: "10:00" });
    await subscribe("1990-04-14");
    await move({ months: 3 });
    expect(await sent()).toEqual(["2026-04-14T10:00"]);
    expect(house.clock.now().toString()).toBe("2026-06-02T13:00:00Z");
  });

  test("lives through each time of a pattern", async () => {
    await says("schedule", { pattern: "30 9 15 * *" });
    await subscribe(null);
    await move({ months: 3 });
    expect(await sent()).toEqual(["2026-03-15T09:30", "2026-04-15T09:30", "2026-05-15T09:30"]);
  });

  test.each<[string, string | null]>([
    ["2026-03-02T14:59:59Z", "2026-03-02T15:00:05Z"],
    ["2026-03-02T15:00:02Z", "2026-03-02T15:00:05Z"],
    ["2026-03-02T15:00:05Z", "2026-03-03T15:00:05Z"],
    ["2026-03-07T16:00:00Z", "2026-03-08T14:00:05Z"],
  ])("at %s the calendar is next looked at for a reason at %s", async (now, next) => {
    expect(await nextCalendarScan(house.context)).toBeNull();
    await says("birthday", { at: "10:00" });
    house.clock.moveTo(Temporal.Instant.from(now));
    expect((await nextCalendarScan(house.context))?.toString()).toBe(next);
    await house.rows(`UPDATE "Automation" SET "status" = 'paused'`);
    expect(await nextCalendarScan(house.context)).toBeNull();
  });
});
