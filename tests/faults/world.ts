import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { ProviderMessage } from "#core/sending/match-provider-messages.ts";
import type { SendOutcome } from "#core/sending/outcome.ts";
import type { Instant } from "#core/time/time.ts";
import { applyStatusCallback, attemptOf } from "#services/sending/apply-status-callback.server.ts";
import type { OutgoingText } from "#shell/sms/provider.server.ts";
import type { TestDatabase } from "../support/database.ts";
import { buildHouse, testEnv, type House } from "../services/test-app.ts";

/** A seeded source of chance. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  next(): number;
  below(limit: number): number;
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, below: (limit) => Math.floor(next() * limit) };
}

/** A worker process with connections of its own. */
export interface Process {
  house: House;
  /** As `kill -9` does: its connections break, its calls never return to it, and it does nothing any more. */
  kill(): void;
  /** Ends its connections, after its work has ended. */
  close(): Promise<void>;
}

export function startProcess(database: TestDatabase, clock: House["clock"], phone: Phone): Process {
  const pool = new pg.Pool({ connectionString: database.url, max: 8 });
  const clients = new Set<pg.PoolClient>();
  let isDead = false;
  pool.on("error", () => {});
  pool.on("connect", (client) => {
    clients.add(client);
    client.on("error", () => {});
    client.on("end", () => clients.delete(client));
  });
  const killed = () => Promise.reject(new Error("the process was killed"));
  const mortal = new Proxy(pool, {
    get: (target, key) => {
      if (isDead && (key === "connect" || key === "query")) return killed;
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const house = buildHouse({ ...database, pool: mortal });
  house.context.clock = clock;
  house.context.env = { ...testEnv, WORKER_CONCURRENCY: 3 };
  house.phoneCompany(async (text) => {
    const outcome = await phone.send(house, text);
    return isDead ? new Promise<never>(() => {}) : outcome;
  });
  house.phoneList(({ to, since }) => phone.list(to, since));
  return {
    house,
    kill: () => {
      isDead = true;
      for (const client of clients)
        (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    },
    close: async () => {
      await house.close();
      await pool.end();
    },
  };
}

interface Taken extends ProviderMessage {
  attemptId: string;
}

/** A phone company that misbehaves by chance, and remembers what it has taken. */
export class Phone {
  /** How often each attempt was called for. */
  readonly calls = new Map<string, number>();
  readonly taken: Taken[] = [];
  isCalm = false;
  readonly #chance: Chance;
  readonly #clock: House["clock"];

  constructor(chance: Chance, clock: House["clock"]) {
    this.#chance = chance;
    this.#clock = clock;
  }

  async send({ context }: House, text: OutgoingText): Promise<SendOutcome> {
    const attemptId = (text.statusCallback && attemptOf(context, new URL(text.statusCallback))) || "forged";
    this.calls.set(attemptId, (this.calls.get(attemptId) ?? 0) + 1);
    const dice = this.isCalm ? 1 : this.#chance.next();
    await pause(this.#chance.below(4));
    if (dice < 0.08) return { kind: "throttled", detail: "429", retryAfter: 1 + this.#chance.below(20) };
    if (dice < 0.14) return { kind: "unreachable", detail: "connect ECONNREFUSED" };
    // Cut before the request was read, or a 500 before anything was done.
    if (dice < 0.22) return { kind: "unknown", detail: "socket hang up" };
    const providerId = `SM${String(this.taken.length).padStart(32, "0")}`;
    this.taken.push({
      attemptId,
      providerId,
      direction: "outbound-api",
      from: testEnv.TWILIO_FROM_NUMBER ?? null,
      messagingService: null,
      to: text.to,
      body: text.body,
      createdAt: this.#clock.now(),
      status: "sent",
      segments: 1,
      errorCode: null,
    });
    // Taken, and then: a 500, a reset, or no answer at all until the call's deadline.
    if (dice < 0.36) return { kind: "unknown", detail: "timeout" };
    return { kind: "accepted", providerId, providerStatus: "queued", segments: null };
  }

  list(to: string, since: Instant) {
    if (!this.isCalm && this.#chance.next() < 0.2) return { kind: "silent" as const, detail: "503" };
    return {
      kind: "answered" as const,
      texts: this.taken.filter((text) => text.to === to && text.createdAt.epochMilliseconds >= since.epochMilliseconds),
    };
  }

  /** Reports about some text: late, twice, or in the wrong order. Most reports are lost. */
  async report({ context }: House): Promise<void> {
    const text = this.taken[this.#chance.below(this.taken.length)];
    if (!text) return;
    const statuses = this.#chance.next() < 0.5 ? ["delivered", "sent"] : ["sent", "delivered", "delivered"];
    for (const status of statuses)
      await applyStatusCallback(context, {
        attemptId: text.attemptId,
        providerId: text.providerId ?? "",
        status,
        errorCode: null,
      }).catch(() => {});
  }
}
