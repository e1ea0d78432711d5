/** What of an error is logged besides its kind, message and stack: codes and names of our own, never what it was about. */
const LOGGED = [
  "code",
  "status",
  "statusCode",
  "severity",
  "schema",
  "table",
  "column",
  "constraint",
  "routine",
] as const;
const MAX_MESSAGE = 1_000;
const MAX_CAUSES = 5;

interface LoggedError extends Record<string, unknown> {
  type: string;
  message: string;
  stack: string;
}

/**
 * Serialises an error for the log without personal data. The database's errors quote rows and parameters in `detail`,
 * `where`, `query` and their message; Prisma's quote the call; those of HTTP clients hold the whole request.
 */
export function errorForLog(thrown: unknown, depth = 0): LoggedError {
  if (!(thrown instanceof Error))
    return {
      type: typeof thrown,
      message: typeof thrown === "string" ? shortMessage(thrown) : "not an error",
      stack: "",
    };
  const message = messageOf(thrown);
  const known = thrown as unknown as Record<string, unknown>;
  const fields = LOGGED.flatMap((key) => {
    const value = known[key];
    return typeof value === "string" || typeof value === "number" ? [[key, value] as const] : [];
  });
  return {
    type: thrown.name === "Error" ? thrown.constructor.name : thrown.name,
    message,
    stack: [message, ...framesOf(thrown)].join("\n"),
    ...Object.fromEntries(fields),
    ...(thrown.cause instanceof Error && depth < MAX_CAUSES && { cause: errorForLog(thrown.cause, depth + 1) }),
    ...(thrown instanceof AggregateError &&
      depth < MAX_CAUSES && { errors: thrown.errors.slice(0, MAX_CAUSES).map((each) => errorForLog(each, depth + 1)) }),
  };
}

function messageOf({ name, message }: Error): string {
  const isOfPrisma = name.startsWith("PrismaClient");
  const told = withoutValues(isOfPrisma ? lastLineOf(message) : message);
  return shortMessage(isOfPrisma ? told.replace(/(['`]).*?\1/gs, "$1[hidden]$1") : told);
}

const shortMessage = (message: string): string =>
  message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}…` : message;

/** Prisma's messages begin with the call, its source and its arguments. */
const lastLineOf = (message: string): string => message.trim().split("\n").at(-1) ?? "";

/**
 * Postgres puts a value behind a colon, and names of ours without one: `invalid input syntax for type uuid: "…"`. The
 * JSON parser quotes what it could not read. Numbers of people stand anywhere.
 */
const withoutValues = (message: string): string =>
  message
    .replace(/: ".*"/gs, ': "[hidden]"')
    .replace(/(?:\.\.\.)?".*"(?:\.\.\.)? is not valid JSON/gs, '"[hidden]" is not valid JSON')
    .replace(/\+\d{7,15}/g, "[hidden]");

/** The stack's frames, without the message that stands before them. */
const framesOf = ({ stack = "" }: Error): string[] => stack.split("\n").filter((line) => /^\s+at /.test(line));
