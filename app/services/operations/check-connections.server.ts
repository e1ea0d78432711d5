import type { AppContext } from "#shell/context.server.ts";
import { checkReady } from "./check-ready.server.ts";

/** A service that Shopbell depends on, and its state. */
export interface Connection {
  name: "database" | "queue" | "texts" | "mail";
  /** Implementation, such as "postgres" or "bull". */
  kind: string;
  /** `wrong` comes with a detail; `absent` means not configured. */
  state: "well" | "wrong" | "absent";
  detail: string | null;
}

/** Cache time: page views must not load the services. */
const CACHE_SECONDS = 20;
const cache = new WeakMap<AppContext, { until: number; asked: Promise<Connection[]> }>();

/** Checks all connections; caches the result per context. */
export function checkConnections(context: AppContext): Promise<Connection[]> {
  const now = context.clock.now().epochMilliseconds;
  const cached = cache.get(context);
  if (cached && now < cached.until) return cached.asked;
  const connections = checkAll(context);
  cache.set(context, { until: now + CACHE_SECONDS * 1_000, asked: connections });
  return connections;
}

async function checkAll(context: AppContext): Promise<Connection[]> {
  const [{ database, queue }, texts, mail] = await Promise.all([
    checkReady(context),
    context.sms.check(),
    context.mailer.check(),
  ]);
  const connectionOf = (name: Connection["name"], kind: string, problem: string | null | undefined): Connection => ({
    name,
    kind,
    state: problem === undefined ? "absent" : problem === null ? "well" : "wrong",
    detail: problem ?? null,
  });
  return [
    connectionOf("database", context.db.kind, database),
    connectionOf("queue", context.queue.driver, queue),
    connectionOf("texts", "twilio", texts),
    connectionOf("mail", "smtp", mail),
  ];
}
