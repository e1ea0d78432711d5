import os from "node:os";
import { defineConfig } from "vitest/config";

const PAGES = "tests/pages/**/*.test.ts";

export default defineConfig({
  test: {
    pool: "forks",
    // Bounds for what hangs, far beyond what anything takes on a busy machine: no test is about how fast this one is.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    projects: [
      {
        extends: true,
        test: {
          name: "rules",
          include: ["tests/**/*.test.ts"],
          exclude: [PAGES],
          globalSetup: "tests/support/template.ts",
          // At least two: files wait for databases and servers more than for a core. No more than four: each may hold a PGlite.
          maxWorkers: Math.min(4, Math.max(2, os.availableParallelism() - 1)),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          // A browser and a sandbox want the machine to themselves: after the others, one file at a time.
          name: "pages",
          include: [PAGES],
          globalSetup: "tests/support/template.ts",
          testTimeout: 180_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
