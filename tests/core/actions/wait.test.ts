import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dueAtOf, step, formatStep } from "#core/actions/index.ts";
import { delayedUntil } from "#core/actions/wait.ts";
import { readDefinition } from "#core/automations/definition.ts";
import { offersOf } from "#core/triggers/index.ts";
import { Temporal } from "#core/time/time.ts";
import { definitionOf, say } from "../definitions.ts";
import { at } from "../instant.ts";

const waitStep = (config: object) => step.parse({ id: "pause", type: "wait", config });
const due = (config: object, now: string, values: Record<string, unknown> = {}, next: object | null = null) =>
  dueAtOf(
    waitStep(config),
    { now: at(now), timezone: "America/New_York", shopTimezone: "America/Los_Angeles", values },
    next && waitStep(next),
  ).toString();

describe("a wait for a while", () => {
  test.for([
    [
      "counts days by the customer's calendar: noon stays noon when clocks go forward",
      { amount: 1, unit: "days" },
      "2026-03-07T17:00:00Z",
      "2026-03-08T16:00:00Z",
    ],
    ["and when they go back", { amount: 1, unit: "days" }, "2026-10-31T16:00:00Z", "2026-11-01T17:00:00Z"],
    ["counts hours as they pass", { amount: 24, unit: "hours" }, "2026-03-07T17:00:00Z", "2026-03-08T17:00:00Z"],
    [
      "lands an hour on where its hour is skipped",
      { amount: 1, unit: "days" },
      "2026-03-07T07:30:00Z",
      "2026-03-08T07:30:00Z",
    ],
    ["of nothing is over at once", { amount: 0, unit: "minutes" }, "2026-03-07T07:30:00Z", "2026-03-07T07:30:00Z"],
  ] as const)("%s", ([, stretch, now, then]) => {
    expect(due({ for: stretch }, now)).toBe(then);
  });
});

describe("a wait until a time of day", () => {
  test.for([
    ["is over today, where it is yet to come", { at: "18:00" }, "2026-05-04T16:00:00Z", "2026-05-04T22:00:00Z"],
    ["is over tomorrow, where it has been", { at: "09:00" }, "2026-05-04T16:00:00Z", "2026-05-05T13:00:00Z"],
    ["is over now, where it is that time now", { at: "12:00" }, "2026-05-04T16:00:00Z", "2026-05-04T16:00:00Z"],
    [
      "goes by the shop's clock, where it is told to",
      { at: "09:00", zone: "shop" },
      "2026-05-04T15:00:00Z",
      "2026-05-04T16:00:00Z",
    ],
    [
      "falls on a weekday that is chosen: Monday's noon is over, so next Monday",
      { at: "11:00", weekdays: ["monday"] },
      "2026-05-04T16:00:00Z",
      "2026-05-11T15:00:00Z",
    ],
    [
      "today, where today is one of them",
      { at: "18:00", weekdays: ["monday", "friday"] },
      "2026-05-04T16:00:00Z",
      "2026-05-04T22:00:00Z",
    ],
    [
      "the first of several",
      { at: "11:00", weekdays: ["tuesday", "thursday"] },
      "2026-05-06T16:00:00Z",
      "2026-05-07T15:00:00Z",
    ],
    [
      "by whoever's weekday it is: Sunday night in New York, Monday for nobody",
      { at: "23:30", weekdays: ["sunday"] },
      "2026-05-04T03:00:00Z",
      "2026-05-04T03:30:00Z",
    ],
    [
      "keeps its hour over the night when clocks go forward",
      { at: "09:00" },
      "2026-03-07T15:00:00Z",
      "2026-03-08T13:00:00Z",
    ],
    [
      "is an hour late on the day that has no such hour",
      { at: "02:30" },
      "2026-03-08T05:00:00Z",
      "2026-03-08T07:30:00Z",
    ],
    ["takes the first of the hour that comes twice", { at: "01:30" }, "2026-11-01T04:00:00Z", "2026-11-01T05:30:00Z"],
    ["and does not come twice for it", { at: "01:30" }, "2026-11-01T05:45:00Z", "2026-11-02T06:30:00Z"],
  ] as const)("%s", ([, untilTime, now, then]) => {
    expect(due({ untilTime }, now)).toBe(then);
  });
});

describe("days before a wait until a time of day are days of the calendar", () => {
  const reached = (days: number, untilTime: object, now: string): string =>
    due({ untilTime }, due({ for: { amount: days, unit: "days" } }, now, {}, { untilTime }));
  test.for([
    ["three days later, reached in the afternoon", 3, { at: "10:00" }, "2026-05-04T19:00:00Z", "2026-05-07T14:00:00Z"],
    ["and in the morning", 3, { at: "10:00" }, "2026-05-04T11:00:00Z", "2026-05-07T14:00:00Z"],
    ["and on the minute", 3, { at: "10:00" }, "2026-05-04T14:00:00Z", "2026-05-07T14:00:00Z"],
    ["and some seconds late", 3, { at: "10:00" }, "2026-05-04T14:00:07.5Z", "2026-05-07T14:00:00Z"],
    ["and before midnight", 1, { at: "10:00" }, "2026-05-05T03:59:59Z", "2026-05-05T14:00:00Z"],
    ["and after it, which is another day", 1, { at: "10:00" }, "2026-05-05T04:00:01Z", "2026-05-06T14:00:00Z"],
    ["over the night when clocks go forward", 1, { at: "10:00" }, "2026-03-07T20:00:00Z", "2026-03-08T14:00:00Z"],
    ["over the night when they go back", 1, { at: "10:00" }, "2026-10-31T20:00:00Z", "2026-11-01T15:00:00Z"],
    ["by the shop's days", 1, { at: "10:00", zone: "shop" }, "2026-05-05T05:30:00Z", "2026-05-05T17:00:00Z"],
    ["on a weekday", 3, { at: "10:00", weekdays: ["monday"] }, "2026-05-04T19:00:00Z", "2026-05-11T14:00:00Z"],
    ["no days, and its hour is over", 0, { at: "10:00" }, "2026-05-04T19:00:00Z", "2026-05-05T14:00:00Z"],
  ] as const)("%s", ([, days, untilTime, now, then]) => {
    expect(reached(days, untilTime, now)).toBe(then);
  });

  test("whatever the zone, the hour and the lateness, it is that time of that day", () => {
    const zones = ["America/New_York", "America/Sao_Paulo", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Cairo"];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 1_767_225_600, max: 1_830_297_600 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 9 * 3_600 }),
        (timezone, second, days, hour, late) => {
          const from = Temporal.Instant.fromEpochMilliseconds(second * 1_000);
          const time = `${String(hour).padStart(2, "0")}:30`;
          const moment = { now: from, timezone, shopTimezone: "UTC", values: {} };
          const until = waitStep({ untilTime: { at: time } });
          const over = dueAtOf(waitStep({ for: { amount: days, unit: "days" } }), moment, until);
          // A worker that is late by less than what is left of the time of day changes nothing.
          const reachedAt = over.add({ seconds: Math.min(late, hour * 3_600) });
          const local = dueAtOf(until, { ...moment, now: reachedAt }, null).toZonedDateTimeISO(timezone);
          const day = from.toZonedDateTimeISO(timezone).toPlainDate().add({ days });
          expect(local.toPlainDate().toString()).toBe(day.toString());
        },
      ),
    );
  });

  test("as are the days of a trigger's delay", () => {
    const definition = definitionOf({
      trigger: { type: "order_created", config: {} },
      steps: [{ id: "morning", type: "wait", config: { untilTime: { at: "10:00" } } }, say("hello")],
    });
    const delay = { amount: 10, unit: "days" } as const;
    const moment = { now: at("2026-03-02T16:00:00Z"), timezone: "America/New_York", shopTimezone: "UTC", values: {} };
    expect(delayedUntil(delay, moment, definition.steps[0] ?? null).toString()).toBe("2026-03-12T04:00:00Z");
    expect(delayedUntil(delay, moment, definition.steps[1] ?? null).toString()).toBe("2026-03-12T15:00:00Z");
  });
});

describe("a wait until a date that the customer or the event carries", () => {
  const on = (date: unknown) => ({ customer: { fields: { renewal: date } } });
  const field = "customer.fields.renewal";
  test.for([
    ["ends in the morning of that day", { field }, on("2026-05-20"), "2026-05-20T14:00:00Z"],
    ["so many days before it", { field, days: -7, at: "09:30" }, on("2026-05-20"), "2026-05-13T13:30:00Z"],
    ["so many days after it", { field, days: 2, at: "18:00" }, on("2026-05-20"), "2026-05-22T22:00:00Z"],
    ["by the clock of the shop", { field, at: "09:00", zone: "shop" }, on("2026-05-20"), "2026-05-20T16:00:00Z"],
    ["on the day that an instant is to the customer", { field }, on("2026-05-20T02:00:00Z"), "2026-05-19T14:00:00Z"],
    [
      "on the day that an instant is to the shop",
      { field, zone: "shop", at: "00:00" },
      on("2026-05-20T05:00:00Z"),
      "2026-05-19T07:00:00Z",
    ],
    ["in another season, by that season's clock", { field }, on("2026-12-01"), "2026-12-01T15:00:00Z"],
    ["at once, where the day is over", { field }, on("2026-05-01"), "2026-05-04T16:00:00Z"],
    ["at once, where its hour is over today", { field, at: "09:00" }, on("2026-05-04"), "2026-05-04T16:00:00Z"],
    ["at once, where there is no date", { field }, on(null), "2026-05-04T16:00:00Z"],
    ["at once, where nobody knows the field", { field }, {}, "2026-05-04T16:00:00Z"],
    ["at once, where it is no date", { field }, on("next week"), "2026-05-04T16:00:00Z"],
    ["at once, where the day is in no calendar", { field }, on("2026-02-30"), "2026-05-04T16:00:00Z"],
    ["at once, where it is a number", { field }, on(20260520), "2026-05-04T16:00:00Z"],
  ] as const)("%s", ([, untilDate, values, then]) => {
    expect(due({ untilDate }, "2026-05-04T16:00:00Z", values)).toBe(then);
  });

  test("an inherited property is no date", () => {
    expect(due({ untilDate: { field: "customer.constructor.name" } }, "2026-05-04T16:00:00Z", { customer: {} })).toBe(
      "2026-05-04T16:00:00Z",
    );
  });
});

describe("a wait is refused", () => {
  const problemsOf = (config: object) => {
    const read = readDefinition({
      name: "n",
      kind: "marketing",
      trigger: { type: "order_created" },
      reentry: "once",
      steps: [{ id: "pause", type: "wait", config }],
    });
    return "problems" in read ? read.problems.map(({ path, message }) => `${path}: ${message}`) : [];
  };
  test.for([
    ["without a way to wait", {}, "steps.0.config: say one way to wait: for, untilTime or untilDate"],
    [
      "with two",
      { for: { amount: 1, unit: "days" }, untilTime: { at: "09:00" } },
      "steps.0.config: say one way to wait: for, untilTime or untilDate",
    ],
    ["for less than nothing", { for: { amount: -1, unit: "days" } }, "steps.0.config.for.amount: must not be negative"],
    ["for weeks", { for: { amount: 1, unit: "weeks" } }, "steps.0.config.for.unit: use one of minutes, hours, days"],
    [
      "until a time that no clock shows",
      { untilTime: { at: "24:30" } },
      "steps.0.config.untilTime.at: write a time such as 09:30",
    ],
    [
      "on a day that no week has",
      { untilTime: { at: "09:00", weekdays: ["caturday"] } },
      "steps.0.config.untilTime.weekdays.0: use one of monday, tuesday, wednesday, thursday, friday, saturday, sunday",
    ],
    [
      "until a field that is no date",
      { untilDate: { field: "order.total" } },
      'steps.0.config.untilDate.field: "order.total" is an amount of money; choose a date',
    ],
  ] as const)("%s", ([, config, problem]) => {
    expect(problemsOf(config)).toEqual([problem]);
  });

  test("until a field that is not there, and the dates that are there are named", () => {
    expect(problemsOf({ untilDate: { field: "customer.birthday" } })).toEqual([
      expect.stringMatching(
        /^steps\.0\.config\.untilDate\.field: there is no "customer\.birthday" here; there are .*order\.created_at.*customer\.since/,
      ),
    ]);
    expect(problemsOf({ untilDate: { field: "customer.fields.birthday" } })).toEqual([]);
  });
});

test.each([
  [{ for: { amount: 1, unit: "days" } }, "Wait 1 day"],
  [{ untilTime: { at: "09:00" } }, "Wait until 09:00 by the customer's clock"],
  [
    { untilTime: { at: "09:00", weekdays: ["monday", "friday"], zone: "shop" } },
    "Wait until Monday or Friday, 09:00 by the shop's clock",
  ],
  [{ untilDate: { field: "order.created_at" } }, "Wait until the day of “Ordered on”, 10:00"],
  [{ untilDate: { field: "order.created_at", days: -1 } }, "Wait until 1 day before “Ordered on”, 10:00"],
  [
    { untilDate: { field: "customer.fields.renewal", days: 30, at: "18:00" } },
    "Wait until 30 days after “customer.fields.renewal”, 18:00",
  ],
])("a reader is told how long: %j", (config, line) => {
  expect(formatStep(waitStep(config), offersOf("order_created"))).toBe(line);
});
