import { expect, test } from "vitest";
import { query } from "#shell/db/sql.server.ts";
import { createPrisma } from "#shell/db/prisma.server.ts";
import { createLog } from "#shell/log.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";

const PHONE = "+12125550123";
const NAME = "Ada Moreno";
const SECRETS = [PHONE, NAME, "Moreno", "2125550123", "Happy birthday"];

/** What the log writes about an error. */
function logged(error: unknown): { line: string; err: Record<string, unknown> } {
  const lines: string[] = [];
  createLog("info", { write: (line) => void lines.push(line) }).error({ err: error }, "it failed");
  expect(lines).toHaveLength(1);
  const [line = ""] = lines;
  expect(line.trimEnd()).not.toContain("\n");
  return { line, ...(JSON.parse(line) as { err: Record<string, unknown> }) };
}

describeOnDatabases("the log of an error of the database", (database) => {
  const failing: [string, string, unknown[], string][] = [
    [
      "a row that there is already",
      `WITH s AS (INSERT INTO "Suppression" ("id", "sender", "addressHash", "reason", "createdAt")
         VALUES (gen_random_uuid(), $1, $2, 'x', now()) RETURNING 1)
       INSERT INTO "Suppression" ("id", "sender", "addressHash", "reason", "createdAt")
         VALUES (gen_random_uuid(), $1, $2, 'x', now())`,
      [NAME, PHONE],
      "23505",
    ],
    ["a text that is no id", `SELECT 1 FROM "Shop" WHERE "id" = $1::text::uuid`, [NAME], "22P02"],
    [
      "a text that is no JSON",
      `SELECT $1::text::jsonb`,
      [`{"name": "${NAME}", "phone": ${PHONE}, Happy birthday`],
      "22P02",
    ],
    [
      "a text that is no status",
      `SELECT $1::text::"MessageStatus"`,
      [`Happy birthday, ${NAME}: call ${PHONE}`],
      "22P02",
    ],
    [
      "a row that breaks a rule",
      `INSERT INTO "Shop" ("id", "domain", "name", "creditBalance", "installedAt")
       VALUES (gen_random_uuid(), $1, $1, -1, now())`,
      [NAME],
      "23514",
    ],
  ];
  test.each(failing)("quotes no words, names or numbers: %s", async (_name, sql, values, code) => {
    const error = await query(database().pool, sql, values).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    const { line, err } = logged(error);
    expect(err).toMatchObject({ code, message: expect.any(String), stack: expect.stringMatching(/\n\s+at /) });
    for (const secret of SECRETS) expect(line).not.toContain(secret);
  });

  test("quotes no call of Prisma with its arguments", async () => {
    const prisma = createPrisma(database().pool);
    const calls = [
      prisma.shop.findMany({ where: { id: NAME } }),
      prisma.shop.create({ data: { domain: NAME, name: NAME, installedAt: new Date(), creditBalance: -1 } }),
      prisma.shop.findMany({ where: { name: NAME, nothing: PHONE } as { name: string } }),
    ];
    for (const call of await Promise.allSettled(calls)) {
      expect(call.status).toBe("rejected");
      if (call.status !== "rejected") continue;
      const { line } = logged(call.reason);
      for (const secret of SECRETS) expect(line).not.toContain(secret);
    }
  });
});

test("an error of a caller is logged without the request that it holds, and so is its cause", () => {
  const cause = Object.assign(new Error("Request failed with status code 400"), {
    code: "ERR_BAD_REQUEST",
    status: 400,
    config: { data: `To=${PHONE}&Body=Happy birthday, ${NAME}` },
    details: [NAME],
  });
  const { line, err } = logged(new Error("it could not be sent", { cause }));
  expect(err).toMatchObject({
    type: "Error",
    message: "it could not be sent",
    cause: { message: "Request failed with status code 400", code: "ERR_BAD_REQUEST", status: 400 },
  });
  for (const secret of SECRETS) expect(line).not.toContain(secret);
});

test("what cannot be read as JSON is not quoted", () => {
  for (const text of [`{"name": "${NAME}", oh`, `${NAME} says Happy birthday to the number ${PHONE}`]) {
    const error = (() => {
      try {
        return JSON.parse(text) as unknown;
      } catch (thrown) {
        return thrown;
      }
    })();
    const { line } = logged(error);
    for (const secret of SECRETS) expect(line).not.toContain(secret);
  }
});

test("what is no error, and what is too long, is logged all the same, and short", () => {
  expect(logged({ phone: PHONE }).err).toEqual({ type: "object", message: "not an error", stack: "" });
  expect(logged("gone").err).toMatchObject({ message: "gone" });
  expect(logged(new Error("a".repeat(100_000))).line.length).toBeLessThan(5_000);
});
