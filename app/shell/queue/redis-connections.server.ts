import { Redis, type RedisOptions } from "ioredis";
import type { Log } from "#shell/log.server.ts";
import { QueueUnavailable } from "./queue.server.ts";

/** How long a first connection is waited for, in milliseconds. */
const PATIENCE = 1_500;

const RECONNECT: RedisOptions = {
  connectTimeout: PATIENCE,
  // Telling its name takes a round trip, and a connection that is lost in it comes out as ready and dead.
  disableClientInfo: true,
  keepAlive: 10_000,
  retryStrategy: (times) => Math.min(times * 100, 1_000),
};

/** Asks and is answered at once, or fails: a caller never waits for Redis to come back. */
const ASKING: RedisOptions = {
  ...RECONNECT,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  // On a wire that swallows everything: the command fails, and the connection is made anew.
  commandTimeout: 5_000,
  socketTimeout: 5_000,
};

/** Waits for what comes, for as long as it takes. Bull insists on both settings. */
const LISTENING: RedisOptions = { ...RECONNECT, maxRetriesPerRequest: null, enableReadyCheck: false };

/** Longer than Bull blocks at a time, so a wire that swallows everything is found out and replaced. */
const BLOCKING: RedisOptions = { ...LISTENING, socketTimeout: 15_000 };

/** One that waits for what Redis has to tell. */
class ListeningConnection extends Redis {
  // Not a #field: the base class connects before this class has any.
  private leaving = false;

  override sendCommand(...command: Parameters<Redis["sendCommand"]>): unknown {
    const answer = super.sendCommand(...command);
    // What the library sends by itself, such as subscribing anew, has nobody who hears that the connection was closed.
    Promise.resolve(answer).catch(() => {});
    return answer;
  }

  // Bull reconnects what it closes, which would fail, unheard, while Redis is away.
  override async connect(callback?: (error?: Error | null) => void): Promise<void> {
    if (!this.leaving) await super.connect(callback);
  }

  /** Ends it, and what waits for an answer on it, whether Redis is there or not. */
  async leave(): Promise<void> {
    this.disconnect();
    // Between two attempts nothing would ever be told to what waits; an attempt that is broken off tells it.
    if (this.status === "reconnecting") {
      super.connect().catch(() => {});
      this.disconnect();
    }
    this.leaving = true;
    await ended(this);
  }
}

/**
 * The connections of one process to one Redis: one to ask, one to hear, and one to block on for each queue it works.
 */
export class RedisConnections {
  readonly #url: string;
  readonly #log: Log;
  readonly #client: Redis;
  #subscriber: ListeningConnection | undefined;
  readonly #blocking: ListeningConnection[] = [];
  #inspection: Promise<string | undefined> | undefined;
  #away = false;
  #closing = false;

  constructor(url: string, log: Log) {
    this.#url = url;
    this.#log = log;
    this.#client = this.#quietly(new Redis(url, ASKING));
    this.#client.on("ready", () => {
      if (this.#away) log.info("Redis is back");
      this.#away = false;
      this.#inspection = this.#inspect();
    });
    this.#client.on("close", () => {
      if (this.#away || this.#closing) return;
      this.#away = true;
      log.warn("Redis cannot be reached; reminders wait in the database until it can");
    });
  }

  /** As Bull asks for them. */
  create(type: "client" | "subscriber" | "bclient"): Redis {
    if (type === "client") return this.#client;
    if (type === "subscriber")
      return (this.#subscriber ??= this.#quietly(new ListeningConnection(this.#url, LISTENING)));
    const connection = this.#quietly(new ListeningConnection(this.#url, BLOCKING));
    this.#blocking.push(connection);
    return connection;
  }

  get connected(): boolean {
    return this.#client.status === "ready";
  }

  /**
   * Resolves when Redis can be asked. Waits for a connection under way, not for one that was lost.
   * @throws QueueUnavailable when it cannot, or when this Redis must not be used
   */
  async usable(): Promise<void> {
    if (!this.connected) await this.#connection();
    const refusal = await this.#inspection;
    if (refusal === undefined) return;
    // Perhaps the operator has mended it meanwhile.
    this.#inspection = this.#inspect();
    throw new RedisRefused(refusal);
  }

  /** Makes a connection anew that looks well but does not answer. */
  abandon(): void {
    if (this.connected) this.#client.disconnect(true);
  }

  /** Stops fetching jobs, at once. */
  async stopBlocking(): Promise<void> {
    this.#closing = true;
    await Promise.all(this.#blocking.map((connection) => connection.leave()));
  }

  async close(): Promise<void> {
    await this.stopBlocking();
    await this.#subscriber?.leave();
    this.#client.disconnect();
    await ended(this.#client);
  }

  async #connection(): Promise<void> {
    const client = this.#client;
    if (client.status !== "connecting" && client.status !== "connect")
      throw new QueueUnavailable("Redis cannot be reached");
    await new Promise<void>((resolve, reject) => {
      const settle = (then: () => void) => () => {
        clearTimeout(timer);
        client.off("ready", ready).off("close", lost);
        then();
      };
      const ready = settle(resolve);
      const lost = settle(() => reject(new QueueUnavailable("Redis cannot be reached")));
      const timer = setTimeout(lost, PATIENCE);
      client.once("ready", ready).once("close", lost);
    });
  }

  /** @returns why this Redis must not be used, undefined when it may */
  async #inspect(): Promise<string | undefined> {
    try {
      const policy = /^maxmemory_policy:(\S+)/m.exec(await this.#client.info("memory"))?.[1];
      if (policy === undefined || policy === "noeviction") return undefined;
      const refusal =
        `Redis may evict jobs: its maxmemory-policy is ${policy}; set it to noeviction (redis-cli ` +
        "CONFIG SET maxmemory-policy noeviction, and in redis.conf)";
      this.#log.error(refusal);
      return refusal;
    } catch {
      // The connection went while asking; the next one is inspected anew.
      return undefined;
    }
  }

  /** An outage is logged once, above, not by each connection at each attempt. */
  #quietly<C extends Redis>(connection: C): C {
    connection.on("error", () => {});
    // Each of the queues listens several times.
    connection.setMaxListeners(50);
    return connection;
  }
}

/** This Redis would lose what it is given: to be mended by its operator. */
export class RedisRefused extends QueueUnavailable {
  override name = "RedisRefused";
}

/** Resolves when a disconnected connection is gone. */
async function ended(connection: Redis): Promise<void> {
  if (connection.status === "end" || connection.status === "reconnecting") return;
  await new Promise((resolve) => connection.once("end", resolve));
}
