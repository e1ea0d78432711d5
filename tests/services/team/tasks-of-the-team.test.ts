import { afterEach, beforeEach, expect, test } from "vitest";
import { changeNotifications, changeTasks } from "#services/team/change-tasks.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { countOpenTasks, readNotifications, readTasks } from "#services/team/read-tasks.server.ts";
import { remindOfOverdueTasks } from "#services/team/parts/remind-overdue.server.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

describeOnEachDatabase("tasks and notices of the team", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
  });
  afterEach(() => house.close());
  const shop = () => ensureShop(house.context, SHOP);
  const actor = "staff:1";
  const make = async (title: string, dueInHours: number | null, of = shopId) => {
    const now = house.clock.now();
    const id = house.context.newId(now);
    await house.rows(`INSERT INTO "Task" ("id", "shopId", "title", "dueAt", "createdAt") VALUES ($1, $2, $3, $4, $5)`, [
      id,
      of,
      title,
      dueInHours === null ? null : now.add({ hours: dueInHours }),
      now,
    ]);
    return id;
  };
  const titles = async (view: "open" | "overdue" | "done") =>
    (await readTasks(house.context, await shop(), { view, userId: "1" })).rows.map(({ title }) => title);

  test("a task that an automation asked for names it, its entry and its customer", async () => {
    await house.automate(shopId, {
      name: "Call first buyers",
      kind: "transactional",
      steps: [
        {
          id: "call",
          type: "create_task",
          config: { title: "Call {{ customer.first_name }}", dueIn: { amount: 2, unit: "hours" } },
        },
      ],
    });
    await house.tell("orders/create", orderBody());
    const [task] = (await readTasks(house.context, await shop(), { view: "open", userId: "1" })).rows;
    const [log] = await house.rows<{ id: string }>(`SELECT "id" FROM "AutomationLog" WHERE "action" = 'create_task'`);
    expect(task).toMatchObject({
      title: "Call Ada",
      overdue: false,
      due: { shown: "Today at 12:00 pm" },
      customer: { name: "Ada Moreno" },
      asked: { automation: "Call first buyers", logId: log?.id },
    });
  });

  test("the most pressing comes first, what has no time last; what is due is overdue", async () => {
    await make("whenever", null);
    await make("tomorrow", 24);
    await make("an hour ago", -1);
    await make("yesterday", -24);
    expect(await titles("open")).toEqual(["yesterday", "an hour ago", "tomorrow", "whenever"]);
    expect(await titles("overdue")).toEqual(["yesterday", "an hour ago"]);
    expect(await countOpenTasks(house.context, { id: shopId })).toEqual({ open: 4, mine: 0, overdue: 2 });
  });

  test("pages lead on and back without leaving one out", async () => {
    for (let n = 0; n < 120; n++) await make(String(n), n % 3 === 0 ? null : n % 40);
    const seen: string[] = [];
    let page = await readTasks(house.context, await shop(), { view: "open", userId: "1" });
    const first = page.rows.map(({ id }) => id);
    for (
      ;
      ;
      page = await readTasks(house.context, await shop(), { view: "open", userId: "1", older: page.older ?? "" })
    ) {
      seen.push(...page.rows.map(({ id }) => id));
      if (!page.older) break;
    }
    expect(new Set(seen).size).toBe(120);
    while (page.newer)
      page = await readTasks(house.context, await shop(), { view: "open", userId: "1", newer: page.newer });
    expect(page.rows.map(({ id }) => id)).toEqual(first);
  });

  test("what is done can be undone, to what it was, and each leaves its line", async () => {
    const [a, b] = [await make("a", 1), await make("b", 2)];
    await changeTasks(house.context, { shopId, actor, changes: [{ id: b, status: "cancelled" }] });
    const done = await changeTasks(house.context, {
      shopId,
      actor,
      changes: [
        { id: a, status: "done" },
        { id: b, status: "done" },
      ],
    });
    expect(await titles("open")).toEqual([]);
    if (!done.ok) throw new Error(done.message);
    await changeTasks(house.context, { shopId, actor, changes: done.undo });
    expect(
      await house.rows(`SELECT "title", "status", "doneAt" IS NULL AS "none" FROM "Task" ORDER BY "title"`),
    ).toEqual([
      { title: "a", status: "open", none: true },
      { title: "b", status: "cancelled", none: false },
    ]);
    const trail = await house.rows<{ action: string }>(
      `SELECT "action" FROM "AuditEvent" WHERE "actor" = $1 ORDER BY "id"`,
      [actor],
    );
    expect(trail.map(({ action }) => action).toSorted()).toEqual([
      "task.cancelled",
      "task.cancelled",
      "task.done",
      "task.done",
      "task.reopened",
    ]);
  });

  test("a task that somebody has done already, or another shop's, is left alone", async () => {
    const other = await house.open([], { domain: "other.myshopify.com" });
    const [mine, theirs] = [await make("mine", 1), await make("theirs", 1, other)];
    await changeTasks(house.context, { shopId, actor, changes: [{ id: mine, status: "done" }] });
    expect(
      await changeTasks(house.context, {
        shopId,
        actor,
        changes: [
          { id: mine, status: "done" },
          { id: theirs, status: "done" },
        ],
      }),
    ).toMatchObject({ ok: false, reason: "unchanged" });
  });

  test(
    "of an overdue task the team is reminded once, of several " +
      "together in one notice, and never of a shop that is gone",
    async () => {
      const other = await house.open([], { domain: "gone.myshopify.com" });
      await house.rows(`UPDATE "Shop" SET "uninstalledAt" = now() WHERE "id" = $1`, [other]);
      await make("theirs", -1, other);
      await make("Call Ada", -1);
      await make("later", 1);
      await remindOfOverdueTasks(house.context);
      await remindOfOverdueTasks(house.context);
      const told = async () =>
        (await house.rows<{ title: string }>(`SELECT "title" FROM "Notification" ORDER BY "id"`)).map(
          ({ title }) => title,
        );
      expect(await told()).toEqual(["Overdue: Call Ada"]);
      for (const title of ["a", "b", "c", "d"]) await make(title, 2);
      house.clock.moveTo(house.clock.now().add({ hours: 3 }));
      await remindOfOverdueTasks(house.context);
      expect(await told()).toEqual(["Overdue: Call Ada", "5 tasks are overdue"]);
      expect((await readNotifications(house.context, await shop(), {})).rows[0]?.body).toBe(
        "“later” was due today at 11:00 am; “a” was due today at 12:00 pm; “b” was due today at 12:00 pm; and 2 more.",
      );
    },
  );

  test("a notice leads to the entry of the step that told it; all are read at once, and one is unread again", async () => {
    await house.automate(shopId, {
      name: "Tell us",
      kind: "transactional",
      reentry: "every_time",
      steps: [{ id: "tell", type: "notify_admin", config: { title: "An order", body: "Look" } }],
    });
    await house.tell("orders/create", orderBody());
    await house.tell("orders/create", orderBody({ order: "2", token: "c-2" }));
    const notices = async () => (await readNotifications(house.context, await shop(), {})).rows;
    const [log] = await house.rows<{ id: string }>(
      `SELECT "id" FROM "AutomationLog" WHERE "action" = 'notify_admin' ORDER BY "createdAt" DESC, "id" DESC LIMIT 1`,
    );
    expect((await notices()).map(({ read, logId }) => [read, logId])[0]).toEqual([false, log?.id]);
    const read = await changeNotifications(house.context, { shopId, actor, ids: null, read: true });
    expect(read).toMatchObject({ ok: true });
    expect((await notices()).every((notice) => notice.read)).toBe(true);
    const [newest] = await notices();
    await changeNotifications(house.context, { shopId, actor, ids: [newest?.id ?? ""], read: false });
    expect((await notices()).map((notice) => notice.read)).toEqual([false, true]);
    expect(
      await changeNotifications(house.context, { shopId, actor, ids: [newest?.id ?? ""], read: false }),
    ).toMatchObject({
      ok: false,
      reason: "unchanged",
    });
  });
});
