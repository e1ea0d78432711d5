import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Start } from "#sandbox/world-options.ts";
import type { deskState } from "#sandbox/desk/state.ts";
import { controlFile } from "../../bin/sandbox/control-file.ts";
import { keep } from "./kept-process.ts";
import { freePort, untilReady } from "./ports.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const NODE = path.join(ROOT, "node_modules/.bin/node");
const OPEN = /sandbox is open: (\S+)\/sandbox$/m;

/** Long enough to start a sandbox: the pages may have to be built first. */
const STARTS_WITHIN_SECONDS = 280;

type DeskState = ReturnType<typeof deskState>;

interface CliResult {
  code: number;
  out: string;
  err: string;
}

export interface Sandbox {
  /** The app's address, such as http://127.0.0.1:41233; the desk is at `/sandbox` under it. */
  url: string;
  dataDir: string;
  /**
   * Does what a click on the desk does, such as `api("clock", { hours: 1 })`; resolves once the world has lived
   * through it.
   * @throws with the sandbox's own words where it refuses
   */
  api(path: string, body?: object): Promise<unknown>;
  /** What the desk shows at this moment. */
  state(): Promise<DeskState>;
  /** Runs a command of the operator's tool in the sandbox's process, as the tool asks it to. */
  cli(...args: string[]): Promise<CliResult>;
  /** Runs the operator's tool as a process of its own, on this sandbox's data. */
  spawnCli(...args: string[]): Promise<CliResult>;
  /** A new store on its first day: "empty" where nobody has opened the app yet. */
  startOver(start: Start): Promise<void>;
  /** All that its process has printed since it started, over the last time. */
  said(): string;
  /** Lets it end in order, and removes its data. */
  stop(): Promise<void>;
}

/**
 * A sandbox as `npm run sandbox` opens it, on a port of its own; the pages are built anew where they are stale.
 * @param data a folder that outlives it; without, a folder of its own goes with it
 * @param start without a history unless told otherwise
 */
export async function startSandbox({
  data,
  start = "furnished",
}: { data?: string; start?: Start } = {}): Promise<Sandbox> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "shopbell-sandbox-"));
  const dataDir = data ?? path.join(folder, "data");
  const { DATABASE_URL: _notTheSandboxes, ...inherited } = process.env;
  const env: NodeJS.ProcessEnv = {
    ...inherited,
    NODE_ENV: "production",
    LOG_LEVEL: "warn",
    DATA_DIR: dataDir,
    // At no time of the machine's day may a test be about quiet hours that it does not know of.
    SANDBOX_HOUR: "13",
    SANDBOX_START: start,
    PORT: String(await freePort()),
  };
  const { stop } = keep(folder, [NODE, "bin/run.mjs", "sandbox"], { cwd: ROOT, env });
  const printed = () => readFileSync(path.join(folder, "log"), "utf8");
  let url = "";
  try {
    await untilReady(async () => {
      [, url = ""] = OPEN.exec(printed()) ?? [];
      if (!url) throw new Error(`the sandbox did not open: ${printed()}`);
    }, STARTS_WITHIN_SECONDS);
  } catch (error) {
    await stop();
    throw error;
  }

  let heard = 0;
  return {
    url,
    dataDir,
    api: (where, body = {}) => post(`${url}/sandbox/api/${where}`, body),
    state: async () => (await (await fetch(`${url}/sandbox/api/state`)).json()) as DeskState,
    cli: async (...args) => {
      const control = JSON.parse(readFileSync(controlFile(dataDir), "utf8")) as { url: string; token: string };
      return (await post(control.url, { token: control.token, args, cwd: ROOT })) as CliResult;
    },
    spawnCli: (...args) =>
      new Promise((resolve) => {
        const tool = execFile(
          NODE,
          ["--disable-warning=ExperimentalWarning", "bin/shopbell.ts", ...args],
          { cwd: ROOT, env },
          (_error, out, err) => resolve({ code: tool.exitCode ?? -1, out, err }),
        );
      }),
    startOver: async (next) => {
      await post(`${url}/sandbox/api/reset`, { start: next });
      heard = printed().length;
    },
    said: () => printed().slice(heard),
    stop,
  };
}

async function post(address: string, body: object): Promise<unknown> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}
