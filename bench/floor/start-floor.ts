import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { freePort, untilReady } from "#tests/support/ports.ts";

/** How often settled texts are counted, in milliseconds. */
export const COUNT_EVERY_MS = 100;

export interface Floor {
  url: string;
  /** Resolves when so many texts are settled in all. */
  settled(count: number): Promise<void>;
  /** Makes steps that are due at once, and starts on them. */
  drain(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the floor's pipeline on an empty database. */
export async function startFloor(databaseUrl: string, providerUrl: string, secret: string): Promise<Floor> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "bench/floor/pipeline.ts"], {
    env: {
      ...process.env,
      FLOOR_DATABASE: databaseUrl,
      FLOOR_PORT: String(port),
      FLOOR_SECRET: secret,
      FLOOR_PROVIDER: providerUrl,
    },
    stdio: "inherit",
  });
  const countSettled = async () => Number(await (await fetch(`${url}/settled`)).text());
  await untilReady(async () => void (await countSettled()));
  return {
    url,
    settled: (count) =>
      untilReady(async () => {
        await setTimeout(COUNT_EVERY_MS);
        const settled = await countSettled();
        if (settled < count) throw new Error(`${settled} of ${count} texts are settled`);
      }, 120),
    drain: async (count) => void (await fetch(`${url}/drain/${count}`)),
    stop: async () => {
      child.kill();
      await once(child, "exit");
    },
  };
}
