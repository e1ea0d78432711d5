import { execFile, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { deskState } from "#sandbox/desk/state.ts";
import { keep } from "./kept-process.ts";
import { freePort } from "./ports.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const NODE = path.join(ROOT, "node_modules/.bin/node");
const OPEN = /sandbox is open: (\S+)\/sandbox$/m;

/** Long enough for the hook that starts a sandbox: the pages may have to be built first. In milliseconds. */
export const SANDBOX_STARTS_WITHIN = 120_000;

type DeskState = ReturnType<typeof deskState>;

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
  /** Runs the operator's tool on this sandbox's data. */
  cli(...args: string[]): Promise<{ code: number; out: string; err: string }>;
  /** All that its process has printed. */
  said(): string;
  /** Lets it end in order, and removes its data. */
  stop(): Promise<void>;
}

/**
 * A sandbox as `npm run sandbox` opens it, on a port of its own; the pages are built anew where they are stale.
 * @param data a folder that outlives it; without, a folder of its own goes with it
 * @param start "empty" where nobody has opened the app yet
 */
export async function startSandbox({
  data,
  start = "furnished",
}: { data?: string; start?: "furnished" | "empty" } = {}): Promise<Sandbox> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "shopbell-sandbox-"));
  const kept = keep(folder, []);
  const dataDir = data ?? path.join(folder, "data");
  const { DATABASE_URL: _notTheSandboxes, ...inherited } = process.env;
  const env: NodeJS.ProcessEnv = {
    ...inherited,
    NODE_ENV: "production",
    LOG_LEVEL: "warn",
    DATA_DIR: dataDir,
    SANDBOX_START: start,
    // At no time of the machine's day may a test be about quiet hours that it does not know of.
    SANDBOX_HOUR: "13",
    PORT: String(await freePort()),
    // As a script of npm's it watches over who started it, and ends with this process however that ends.
    npm_lifecycle_event: "sandbox",
  };
  const child = spawn(NODE, ["bin/run.mjs", "sandbox"], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async () => {
    child.kill();
    await gone;
    await kept.stop();
  };

  let said = "";
  const address = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        const [, url] = OPEN.exec(said) ?? [];
        if (url) resolve(url);
      });
    }
    void gone.then(() => reject(new Error(`the sandbox did not open: ${said}`)));
  });
  const url = await address.catch(async (error: unknown) => {
    await stop();
    throw error;
  });

  return {
    url,
    dataDir,
    api: (where, body = {}) => post(`${url}/sandbox/api/${where}`, body),
    state: async () => (await (await fetch(`${url}/sandbox/api/state`)).json()) as DeskState,
    cli: (...args) =>
      new Promise((resolve) => {
        const tool = execFile(
          NODE,
          ["--disable-warning=ExperimentalWarning", "bin/shopbell.ts", ...args],
          { cwd: ROOT, env },
          (_error, out, err) => resolve({ code: tool.exitCode ?? -1, out, err }),
        );
      }),
    said: () => said,
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
