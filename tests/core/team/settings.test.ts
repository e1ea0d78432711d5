import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSettings, shopSettings, type ShopSettings } from "#core/team/settings.ts";

const defaults = shopSettings.parse({});
const caps = [{ most: 1, per: { amount: 2, unit: "days" as const } }];
const chosen: ShopSettings = {
  ...defaults,
  caps,
  emailCaps: caps,
  newNumbers: { perBlock: 20, perCountry: 30 },
  transactionalAtNight: false,
  quietHours: { opens: 9, closes: 19 },
  doubleOptIn: true,
  lowBalanceAt: 10,
  holdTransactionalUntilToppedUp: true,
};

test("a shop that has set nothing has the defaults", () => {
  for (const nothing of [{}, null, undefined, "settings", 5, []]) expect(readSettings(nothing)).toEqual(defaults);
  expect(defaults).toMatchObject({
    transactionalAtNight: true,
    quietHours: null,
    doubleOptIn: false,
    holdTransactionalUntilToppedUp: false,
  });
  expect(defaults.caps.length).toBeGreaterThan(0);
});

test("valid settings are kept on every read", () => {
  const stored = JSON.parse(JSON.stringify(chosen)) as object;
  expect(readSettings(stored)).toEqual(chosen);
  expect(readSettings(stored)).toBe(readSettings(stored));
});

describe("one bad value does not spoil the others", () => {
  test.for([
    ["an hour that no day has", { quietHours: { opens: 9, closes: 25 } }, "quietHours"],
    ["hours that close before they open", { quietHours: { opens: 20, closes: 8 } }, "quietHours"],
    ["a word for a yes", { doubleOptIn: "yes" }, "doubleOptIn"],
    ["caps that are none", { caps: [{ most: -1 }] }, "caps"],
    ["a balance below nothing", { lowBalanceAt: -1 }, "lowBalanceAt"],
  ] as const)("%s", ([, bad, key]) => {
    expect(readSettings({ ...chosen, ...bad })).toEqual({ ...chosen, [key]: defaults[key] });
  });

  test("whatever it is", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(defaults) as (keyof ShopSettings)[])),
        fc.jsonValue(),
        (key, value) => {
          const { [key]: read, ...others } = readSettings({ ...chosen, [key]: value });
          const { [key]: _, ...wanted } = chosen;
          expect(others).toEqual(wanted);
          expect(shopSettings.shape[key].safeParse(read).success).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test("a new shop has answers ready, until its team says otherwise", () => {
  expect(readSettings(null).quickReplies).toHaveLength(3);
  expect(readSettings({ quickReplies: [] }).quickReplies).toEqual([]);
});

test("unknown settings are dropped, inherited properties included", () => {
  const stored = JSON.parse(
    '{ "doubleOptIn": true, "colour": "green", "__proto__": { "lowBalanceAt": 1 }, "constructor": 5 }',
  ) as object;
  expect(readSettings(stored)).toEqual({ ...defaults, doubleOptIn: true });
});
