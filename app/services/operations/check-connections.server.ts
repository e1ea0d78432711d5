import type { AppContext } from "#shell/context.server.ts";
import { checkReady } from "./check-ready.server.ts";

/** What Shopbell works with, and whether it answers. */
export interface Connection {
  name: "database" | "queue" | "texts" | "mail";
  /** What it is: "postgres", "bull" ... */
  kind: string;
  /** well; wrong, with what is; absent: none is set up. */
  state: "well" | "wrong" | "absent";
  detail: string | null;
}

/** Asked again after so long at the earliest: looking must not wear out what is looked at. */
const FRESH_SECONDS = 20;
const answers = new WeakMap<AppContext, { until: number; asked: Promise<Connection[]> }>();

/** Asks each connection whether it is there. */
export function checkConnections(context: AppContext): Promise<Connection[]> {
  const now = context.clock.now().epochMilliseconds;
  const known = answers.get(context);
  if (known && now < known.until) return known.asked;
  const asked = ask(context);
  answers.set(context, { until: now + FRESH_SECONDS * 1_000, asked });
  return asked;
}

async function ask(context: AppContext): Promise<Connection[]> {
  const [{ database, queue }, texts, mail] = await Promise.all([
    checkReady(context),
    context.sms.check(),
    context.mailer.check(),
  ]);
  const told = (name: Connection["name"], kind: string, problem: string | null | undefined): Connection => ({
    name,
    kind,
    state: problem === undefined ? "absent" : problem === null ? "well" : "wrong",
    detail: problem ?? null,
  });
  return [
    told("database", context.db.kind, database),
    told("queue", context.queue.driver, queue),
    told("texts", "twilio", texts),
    told("mail", "smtp", mail),
  ];
}
