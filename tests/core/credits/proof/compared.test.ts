import { expect, test } from "vitest";
import { agrees, type Compared } from "#core/credits/proof/compared.ts";

test.for<[compared: Compared, holds: boolean]>([
  [{ what: "balance", said: 5, sum: 5 }, true],
  [{ what: "held", said: 5, sum: 4 }, false],
  [{ what: "texts", looked: 0, wrong: 0 }, true],
  [{ what: "logs", looked: 9, wrong: 1 }, false],
])("%o agrees: %s", ([compared, holds]) => {
  expect(agrees(compared)).toBe(holds);
});
