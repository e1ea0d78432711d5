import { Redis, type RedisOptions } from "ioredis";
import type { Log } from "#shell/log.server.ts";
import { QueueUnavailable } from "./queue.server.ts";

/** Connection timeout, in milliseconds. */
const CONNECT_TIMEOUT_MS = 1_500;

const RECONNECT_OPTIONS: RedisOptions = {
  connectTimeout: CONNECT_TIMEOUT_MS,
  // CLIENT SETINFO takes a round trip; a connection lost during it is reported as ready but dead.
  disableClientInfo: true,
  keepAlive: 10_000,
  retryStrategy: (times) => Math.min(times * 100, 1_000),
};

/** Command connection: fails fast instead of waiting for Redis to return. */
const COMMAND_OPTIONS: RedisOptions = {
  ...RECONNECT_OPTIONS,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  // If packets vanish, the command fails and the client reconnects.
  commandTimeout: 5_000,
  socketTimeout: 5_000,
};

/** Subscriber connection: waits without limit. Bull requires both settings. */
const SUBSCRIBER_OPTIONS: RedisOptions = { ...RECONNECT_OPTIONS, maxRetriesPerRequest: null, enableReadyCheck: false };

/** Longer than Bull's blocking read, so that a dead connection is detected and replaced. */
const BLOCKING_OPTIONS: RedisOptions = { ...SUBSCRIBER_OPTIONS, socketTimeout: 15_000 };

/** A connection that subscribes or blocks. */
class ListeningConnection extends Redis {
  // Not a #field: the base class calls `connect` before this class initialises its fields.
  private leaving = false;

  override sendCommand(...command: Parameters<Redis["sendCommand"]>): unknown {
    const answer = super.sendCommand(...command);
    // ioredis sends some commands itself, such as resubscribing, and does not handle their rejection on close.
    Promise.resolve(answer).catch(() => {});
    return answer;
  }

  // Bull reconnects connections that it closes; while Redis is down, that would be an unhandled rejection.
  override async connect(callback?: (error?: Error | null) => void): Promise<void> {
    if (!this.leaving) await super.connect(callback);
  }

  /** Closes the connection and rejects its pending commands, even while Redis is down. */
  async leave(): Promise<void> {
    this.disconnect();
    // Between two reconnects, pending commands would never settle; aborting a connection attempt rejects them.
    if (this.status === "reconnecting") {
      super.connect().catch(() => {});
      this.disconnect();
    }
    this.leaving = true;
    await ended(this);
  }
}

/** A process's Redis connections: one for commands, one subscriber, and one blocking connection per worked queue. */
export class RedisConnections {
  readonly #url: string;
  readonly #log: Log;
  readonly #client: Redis;
  #subscriber: ListeningConnection | undefined;
  readonly #blocking: ListeningConnection[] = [];
  #inspection: Promise<string | undefined> | undefined;
  #isDown = false;
  #closing = false;

  constructor(url: string, log: Log) {
    this.#url = url;
    this.#log = log;
    this.#client = this.#ignoreErrors(new Redis(url, COMMAND_OPTIONS));
    this.#client.on("ready", () => {
      if (this.#isDown) log.info("Redis is back");
      this.#isDown = false;
      this.#inspection = this.#inspect();
    });
    this.#client.on("close", () => {
      if (this.#isDown || this.#closing) return;
      this.#isDown = true;
      log.warn("Redis cannot be reached; reminders wait in the database until it can");
    });
  }

  /** Implements Bull's `createClient`. */
  create(type: "client" | "subscriber" | "bclient"): Redis {
    if (type === "client") return this.#client;
    if (type === "subscriber")
      return (this.#subscriber ??= this.#ignoreErrors(new ListeningConnection(this.#url, SUBSCRIBER_OPTIONS)));
    const connection = this.#ignoreErrors(new ListeningConnection(this.#url, BLOCKING_OPTIONS));
    this.#blocking.push(connection);
    return connection;
  }

  get connected(): boolean {
    return this.#client.status === "ready";
  }

  /**
   * Resolves when Redis is ready. Waits for a connection attempt in progress, not for a lost connection.
   * @throws QueueUnavailable if Redis is unreachable, or must not be used
   */
  async usable(): Promise<void> {
    if (!this.connected) await this.#connection();
    const refusal = await this.#inspection;
    if (refusal === undefined) return;
    // The operator may have fixed it meanwhile.
    this.#inspection = this.#inspect();
    throw new RedisRefused(refusal);
  }

  /** Reconnects a connection that is open but does not respond. */
  abandon(): void {
    if (this.connected) this.#client.disconnect(true);
  }

  /** Stops fetching jobs. */
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
      const timer = setTimeout(lost, CONNECT_TIMEOUT_MS);
      client.once("ready", ready).once("close", lost);
    });
  }

  /** @returns why this Redis must not be used; undefined if it may */
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
      // The connection was lost; the next one is inspected again.
      return undefined;
    }
  }

  /** An outage is logged once, above, and not per connection and attempt. */
  #ignoreErrors<C extends Redis>(connection: C): C {
    connection.on("error", () => {});
    // Each queue adds several listeners.
    connection.setMaxListeners(50);
    return connection;
  }
}

/** This Redis may evict jobs; its operator must fix it. */
export class RedisRefused extends QueueUnavailable {
  override name = "RedisRefused";
}

/** Resolves when a disconnected connection has closed. */
async function ended(connection: Redis): Promise<void> {
  if (connection.status === "end" || connection.status === "reconnecting") return;
  await new Promise((resolve) => connection.once("end", resolve));
}
