import { afterEach, beforeEach, expect, test } from "vitest";
import { changeNotifications } from "#services/team/change-tasks.server.ts";
import { mailNotifications } from "#services/team/parts/mail-notifications.server.ts";
import { alertRepeatedFailures } from "#services/operations/parts/alert-repeated-failures.server.ts";
import { noticeLinkOf } from "#components/team/notices/notice-link.ts";
import { listNotifications } from "#shell/repositories/team/notifications.server.ts";
import type { SendOutcome } from "#core/sending/outcome.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";

const TEAM = "team@juniper.example";
const refused = (): SendOutcome => ({ kind: "refused", code: "30007", detail: "no such number" });

describeOnDatabases("alerts to the team by e-mail", (database) => {
  let house: House;
  let shopId: string;
  let orders = 0;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
    await settings({ teamEmail: TEAM });
  });
  afterEach(() => house.close());
  const settings = (set: object) => house.rows(`UPDATE "Shop" SET "settings" = $1`, [set]);
  /** An automation that tells the team of each order. */
  const tellTeam = (title: string) =>
    house.automate(shopId, {
      kind: "transactional",
      steps: [{ id: "tell", type: "notify_admin", config: { title, body: "Look at it." } }],
    });
  const order = () => house.tell("orders/create", orderBody({ order: String(++orders) }));
  const mail = () => mailNotifications(house.context);
  const later = (minutes: number) => house.clock.moveTo(house.clock.now().add({ minutes }));

  test("what an automation tells the team is mailed once", async () => {
    await tellTeam("A big order");
    await order();
    expect(house.letters).toEqual([]);
    await mail();
    later(60);
    await mail();
    expect(house.letters).toHaveLength(1);
    expect(house.letters[0]).toMatchObject({ to: TEAM, from: "Shopbell" });
    expect(house.letters[0]?.subject).toContain("A big order");
    expect(house.letters[0]?.text).toContain("Look at it.");
    expect(house.letters[0]?.text).toContain("https://juniper.myshopify.com/admin/apps/");
  });

  test("what waits together goes in one letter", async () => {
    await tellTeam("A big order");
    for (let at = 0; at < 3; at++) await order();
    await mail();
    expect(house.letters).toHaveLength(1);
    expect(house.letters[0]?.text.split("Look at it.")).toHaveLength(4);
  });

  test("a title with a line break breaks no header", async () => {
    await house.rows(
      `
        INSERT INTO "Notification" ("id", "shopId", "kind", "title", "mailDueAt", "createdAt")
          VALUES ($1, $2, 'automation', E'One\\r\\nBcc: x@example.com', $3, $3)`,
      [house.context.newId(house.clock.now()), shopId, house.clock.now()],
    );
    await mail();
    expect(house.letters[0]?.subject).toMatch(/One Bcc: x@example\.com$/);
  });

  test("a mail server that is away is asked again, and takes it once", async () => {
    await tellTeam("A big order");
    await order();
    house.mailServer(() => ({ kind: "retry", detail: "no answer" }));
    await mail();
    await mail();
    expect(house.letters).toHaveLength(1);
    house.mailServer(() => ({ kind: "done" }));
    later(1);
    await mail();
    later(60);
    await mail();
    expect(house.letters).toHaveLength(2);
  });

  test.for(["unknown", "refused"] as const)("a letter whose end is %s is not sent again", async (kind) => {
    await tellTeam("A big order");
    await order();
    house.mailServer(() =>
      kind === "unknown" ? { kind, detail: "silence" } : { kind, code: "smtp_550", detail: "no such mailbox" },
    );
    await mail();
    later(120);
    await mail();
    expect(house.letters).toHaveLength(1);
  });

  test("a worker that died while it mailed leaves nothing that is mailed twice", async () => {
    await tellTeam("A big order");
    await order();
    house.mailServer(() => {
      throw new Error("the process died");
    });
    await expect(mail()).rejects.toThrow();
    house.mailServer(() => ({ kind: "done" }));
    later(120);
    await mail();
    expect(house.letters).toHaveLength(1);
  });

  test("two workers at once mail it once", async () => {
    await tellTeam("A big order");
    await order();
    await Promise.all([mail(), mail(), mail()]);
    expect(house.letters).toHaveLength(1);
  });

  test("what somebody has read meanwhile is not mailed", async () => {
    await tellTeam("A big order");
    await order();
    await changeNotifications(house.context, { shopId, actor: "staff:1", ids: null, read: true });
    await mail();
    expect(house.letters).toEqual([]);
  });

  test("without an address nothing is mailed, nor later what was told before there was one", async () => {
    await settings({});
    await tellTeam("A big order");
    await order();
    await mail();
    await settings({ teamEmail: TEAM });
    later(5);
    await mail();
    expect(house.letters).toEqual([]);
  });

  test("credits that run low and out are mailed", async () => {
    await settings({ teamEmail: TEAM, lowBalanceAt: 2 });
    const poor = await house.open(["order-confirmation"], { credits: 0 });
    await house.rows(`UPDATE "Shop" SET "settings" = "settings" || '{"lowBalanceAt": 100}' WHERE "id" = $1`, [poor]);
    await order();
    await mail();
    expect(house.letters.map(({ subject }) => subject)).toEqual([
      expect.stringContaining("Your credits are running low"),
    ]);
  });

  const notices = () =>
    house.rows<{ kind: string; title: string; body: string }>(
      `SELECT "kind", "title", "body" FROM "Notification" ORDER BY "id"`,
    );

  test("a step that fails each time is told and mailed by its automation's name and the reason, once a day", async () => {
    await house.open(["order-confirmation"], { credits: 0 });
    house.phoneCompany(refused);
    for (let at = 0; at < 2; at++) {
      await order();
      later(50);
    }
    await alertRepeatedFailures(house.context);
    expect(await notices()).toEqual([]);
    // The third in a row, though an hour holds one or two.
    await order();
    await alertRepeatedFailures(house.context);
    await house.rows(`UPDATE "Notification" SET "readAt" = now()`);
    await alertRepeatedFailures(house.context);
    expect(await notices()).toEqual([
      {
        kind: "steps_failing",
        title: "“Order confirmation” fails again and again",
        body: expect.stringMatching(/3 times in a row.*carrier rejected the text/),
      },
    ]);
    await house.rows(`UPDATE "Notification" SET "readAt" = NULL`);
    await mail();
    expect(house.letters).toHaveLength(1);
    later(24 * 60);
    for (let at = 0; at < 5; at++) await order();
    await alertRepeatedFailures(house.context);
    expect(await notices()).toHaveLength(2);
  });

  test("a step that works in between is not told, and another automation's failures do not count with it", async () => {
    await house.open(["order-confirmation"], { credits: 0 });
    await tellTeam("A big order");
    await house.rows(`UPDATE "Notification" SET "readAt" = now()`);
    let calls = 0;
    house.phoneCompany(() => (calls++ % 2 === 0 ? refused() : accepted()));
    for (let at = 0; at < 4; at++) await order();
    await alertRepeatedFailures(house.context);
    expect((await notices()).filter(({ kind }) => kind === "steps_failing")).toEqual([]);
  });

  test("an automation that was stopped because it triggers itself is told, with a link to it", async () => {
    const id = await tellTeam("Round and round");
    await order();
    await house.rows(
      `
        INSERT INTO "AutomationLog" ("id", "shopId", "automationId", "action", "status", "reason", "explanation",
          "credits", "createdAt")
          SELECT gen_random_uuid(), "shopId", "id", 'enter', 'skipped', 'loop_stopped', '[]', 0, $2
          FROM "Automation", generate_series(1, 2) WHERE "id" = $1`,
      [id, house.clock.now()],
    );
    later(7);
    await alertRepeatedFailures(house.context);
    await alertRepeatedFailures(house.context);
    const told = (await notices()).filter(({ kind }) => kind === "loop_stopped");
    expect(told).toEqual([
      {
        kind: "loop_stopped",
        title: "“Under test” was stopped because it triggers itself",
        body: "2 customers did not enter it in the last hour. Look for a step that triggers its own automation.",
      },
    ]);
    const listed = await listNotifications(house.context.db.pool, { shopId, limit: 10, beyond: null });
    expect(listed.map(noticeLinkOf)).toContainEqual({ label: "Open the automation", url: `/app/automations/${id}` });
  });
});
