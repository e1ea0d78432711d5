import os from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: "tests/support/template.ts",
    setupFiles: "tests/support/property-seed.ts",
    pool: "forks",
    // At least two: files wait for databases and servers more than for a core. No more than four: each may hold a
    // PGlite.
    maxWorkers: Math.min(4, Math.max(2, os.availableParallelism() - 1)),
    // Bounds for what hangs, far beyond what anything takes on a busy machine: no test is about how fast this one is.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
