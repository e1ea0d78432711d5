import { pino } from "pino";
import { expect, test } from "vitest";
import { isDatabaseAway, retryWhileAway } from "#shell/db/away.server.ts";

const log = pino({ level: "silent" });
const withCode = (code: string) => Object.assign(new Error("said by the server"), { code });

test.each<[string, unknown, boolean]>([
  ["the server shuts down", withCode("57P01"), true],
  ["the server crashed", withCode("57P02"), true],
  ["the server starts", withCode("57P03"), true],
  ["the server has no connection left", withCode("53300"), true],
  ["the server became a replica", withCode("25006"), true],
  ["a connection broke", withCode("08006"), true],
  ["nobody listens", withCode("ECONNREFUSED"), true],
  ["no address answers", new AggregateError([withCode("ECONNREFUSED")]), true],
  ["the connection ended", new Error("Connection terminated unexpectedly"), true],
  ["the pool gave no connection", new Error("timeout exceeded when trying to connect"), true],
  ["it is the cause of another error", new Error("could not roll back", { cause: withCode("57P01") }), true],
  ["a statement took too long", withCode("57014"), false],
  ["a value is not unique", withCode("23505"), false],
  ["a service has a bug", new TypeError("x is not a function"), false],
  ["something else was thrown", "Connection terminated", false],
])("%s: it is told from other errors", (_what, error, away) => {
  expect(isDatabaseAway(error)).toBe(away);
});

test("work is repeated until the database is back", async () => {
  let tries = 0;
  const work = async () => {
    if (++tries < 3) throw withCode("57P03");
    return "done";
  };
  expect(await retryWhileAway(log, work, { patienceMs: 10_000 })).toBe("done");
});

test.each<[string, Error, number]>([
  ["an error of the work itself", withCode("23505"), 10_000],
  ["a database that stays away", withCode("57P03"), 0],
])("%s is thrown", async (_what, error, patienceMs) => {
  await expect(retryWhileAway(log, () => Promise.reject(error), { patienceMs })).rejects.toBe(error);
});
