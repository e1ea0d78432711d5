import os from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.ts";

const SERVERS = "tests/support/servers.ts";
const LIVES = "tests/library/lives.test.ts";
const WEIGHT = "tests/project/weight.test.ts";

export default defineConfig({
  test: {
    setupFiles: "tests/support/property-seed.ts",
    pool: "forks",
    // The files of a project share a worker's modules, and so its database, sandbox and browser: none may leave
    // anything behind.
    isolate: false,
    // At least two: files wait for databases and servers more than for a core. No more than four: each may hold a
    // PGlite.
    maxWorkers: Math.min(4, Math.max(2, os.availableParallelism() - 1)),
    // Bounds for what hangs, far beyond what anything takes on a busy machine: no test is about how fast this one is.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 10_000,
    // In CI one of eleven thousand tests that fails by chance must not stop a change; the run names it at its end.
    retry: process.env["CI"] ? 1 : 0,
    expect: { poll: { timeout: 60_000 } },
    // Prints a failed comparison in full: a long run is often read by its last lines alone.
    chaiConfig: { truncateThreshold: 1_000 },
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        // Needs neither a build nor a database.
        test: {
          name: "core",
          pool: "threads",
          include: ["tests/*.test.ts", "tests/{core,text,library,components,project}/**/*.test.ts"],
          exclude: [LIVES, WEIGHT],
        },
      },
      {
        test: {
          name: "services",
          include: ["tests/{services,routes,cli}/**/*.test.ts", LIVES],
          globalSetup: SERVERS,
        },
      },
      {
        test: {
          name: "shell",
          include: ["tests/{shell,sandbox,bin}/**/*.test.ts"],
          globalSetup: SERVERS,
        },
      },
      {
        // What goes wrong by chance: some runs in the suite, many in `npm run test:faults`.
        test: {
          name: "faults",
          include: ["tests/faults/**/*.test.ts"],
          globalSetup: SERVERS,
        },
      },
      {
        // Needs the build.
        test: {
          name: "pages",
          include: ["tests/pages/**/*.test.ts", WEIGHT],
          globalSetup: "tests/support/find-browser.ts",
        },
      },
      {
        // Alone, after all the others: these tests load the machine themselves.
        test: {
          name: "processes",
          include: ["tests/processes/**/*.test.ts"],
          globalSetup: SERVERS,
          maxWorkers: 1,
          testTimeout: 600_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
