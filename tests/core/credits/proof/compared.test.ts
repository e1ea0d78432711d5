import { expect, test } from "vitest";
import { proofAgrees, type ProofComparison } from "#core/credits/proof/compared.ts";

test.for<[compared: ProofComparison, holds: boolean]>([
  [{ what: "balance", said: 5, sum: 5 }, true],
  [{ what: "held", said: 5, sum: 4 }, false],
  [{ what: "texts", looked: 0, wrong: 0 }, true],
  [{ what: "logs", looked: 9, wrong: 1 }, false],
])("%o agrees: %s", ([compared, holds]) => {
  expect(proofAgrees(compared)).toBe(holds);
});
