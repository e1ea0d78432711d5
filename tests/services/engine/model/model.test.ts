import fc from "fast-check";
import { beforeEach, test } from "vitest";
import { describeOnDatabases, type TestDatabase } from "#tests/support/database.ts";
import { command } from "./commands.ts";
import { mustHold } from "./invariants.ts";
import { openStreet } from "./street.ts";

// RUNS=500 looks longer and elsewhere; with SEED it looks again at what such a run has found.
const { RUNS, SEED } = process.env;
const look = SEED ? { seed: Number(SEED) } : RUNS ? {} : { seed: 20_261 };

describeOnDatabases("whatever happens, in any order", (database) => {
  let here: TestDatabase;
  beforeEach(() => (here = database()));

  // oxlint-disable-next-line vitest/expect-expect -- mustHold expects, after each command
  test(
    "no text twice, none after a stop, the books balance, and every sequence ends or waits for what will come",
    { timeout: 600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 25 }), async (commands) => {
          await here.reset();
          const street = await openStreet(here);
          try {
            for (const { do: perform } of commands) {
              await perform(street);
              await mustHold(street);
            }
          } finally {
            await street.house.close();
          }
        }),
        {
          numRuns: Number(RUNS ?? 10),
          ...look,
          reporter: (run) => {
            if (run.failed)
              throw new Error(`seed ${run.seed}: after ${run.counterexample?.[0].map(({ say }) => say).join("; ")}`, {
                cause: run.errorInstance,
              });
          },
        },
      );
    },
  );
});
