import { spawnSync } from "node:child_process";
import { readAudit } from "./audit/read-audit.ts";

/** How long the registry may take, in milliseconds. */
const TIMEOUT_MS = 60_000;

/** Asks the registry for known vulnerabilities of what production runs; fails on high and critical ones. */
const { stdout } = spawnSync("npm", ["audit", "--omit=dev", "--json"], { encoding: "utf8", timeout: TIMEOUT_MS });
const { lines, fails } = readAudit(stdout ?? "");
for (const line of lines) process.stderr.write(`${line}\n`);
process.exitCode = fails ? 1 : 0;
