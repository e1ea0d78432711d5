import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import { keep, type Kept } from "./kept-process.ts";
import { freePort, untilReady } from "./ports.ts";

/** How many logical databases a server has, so that each test file can have one. */
export const DATABASES = 1_024;

export interface RedisOptions {
  /** To start again where another one stood. */
  port?: number;
  /** "noeviction" as Bull needs it, unless a test wants the refusal. */
  maxmemoryPolicy?: string;
}

/** A Redis that keeps nothing on the disk. */
export async function startRedis(
  binary: string,
  { port, maxmemoryPolicy = "noeviction" }: RedisOptions = {},
): Promise<Kept & { url: string; port: number }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "shopbell-redis-"));
  const chosen = port ?? (await freePort());
  const settings = {
    port: chosen,
    bind: "127.0.0.1",
    save: "",
    appendonly: "no",
    "maxmemory-policy": maxmemoryPolicy,
    dir: folder,
    databases: DATABASES,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = keep(folder, [binary, ...flags]);
  const url = `redis://127.0.0.1:${chosen}`;
  try {
    await untilReady(() => ping(url));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { ...server, url, port: chosen };
}

async function ping(url: string): Promise<void> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.ping();
  } finally {
    client.disconnect();
  }
}
