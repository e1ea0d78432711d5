import { describe, expect, test } from "vitest";
import { createDiscount, wait } from "#core/actions/all.ts";
import { actions } from "#core/actions/index.ts";
import {
  fieldsShown,
  chooseAlternative,
  alternativesOf,
  chosenAlternative,
  withSetting,
} from "#core/automations/edit/config.ts";

describe("one setting is changed", () => {
  test("beside the others", () => {
    expect(withSetting({ body: "Hi", overCap: "skip" }, "body", "Hello")).toEqual({ body: "Hello", overCap: "skip" });
    expect(withSetting({ untilTime: { at: "10:00", zone: "shop" } }, "untilTime.at", "11:00")).toEqual({
      untilTime: { at: "11:00", zone: "shop" },
    });
  });

  test("and taken out where it is none", () => {
    expect(withSetting({ a: 1, b: { c: 2, d: 3 } }, "b.c", undefined)).toEqual({ a: 1, b: { d: 3 } });
    expect(withSetting({ a: 1 }, "a", undefined)).toEqual({});
  });

  test("in what was not there, or was no object", () => {
    expect(withSetting({ b: "text" }, "b.c", 1)).toEqual({ b: { c: 1 } });
    expect(withSetting({}, "b.c", 1)).toEqual({ b: { c: 1 } });
  });
});

describe("a wait is set one way of three", () => {
  const { fields } = wait;
  test("of which its form shows the fields of one", () => {
    const shown = (config: Record<string, unknown>) => fieldsShown(fields, config).map(({ name }) => name);
    expect(shown({ for: { amount: 1, unit: "days" } })).toEqual(["for"]);
    expect(shown({ untilTime: {} })).toEqual(["untilTime.at", "untilTime.weekdays", "untilTime.zone"]);
    expect(shown({})).toEqual(["for"]);
  });

  test.for(alternativesOf(fields).map((way) => [way.key, way] as const))(
    "%s begins as a wait that is sound",
    ([key, way]) => {
      const config = chooseAlternative(fields, { for: { amount: 9, unit: "days" }, untilTime: { at: "08:00" } }, way);
      expect(chosenAlternative(fields, config)?.key).toBe(key);
      expect(wait.config.safeParse(config).error).toBeUndefined();
    },
  );
});

test("a code for free shipping is not asked how much", () => {
  const names = (kind: string) => fieldsShown(createDiscount.fields, { kind }).map(({ name }) => name);
  expect(names("percentage")).toContain("value");
  expect(names("free_shipping")).not.toContain("value");
});

test("an existing code is asked for the code alone", () => {
  expect(fieldsShown(createDiscount.fields, { kind: "existing_code" }).map(({ name }) => name)).toEqual([
    "kind",
    "code",
  ]);
});

test("every field that depends on another names one that is there", () => {
  const lost = actions.flatMap(({ fields }) =>
    fields.filter(({ only }) => only && !fields.some(({ name }) => name === only.name)),
  );
  expect(lost).toEqual([]);
});
