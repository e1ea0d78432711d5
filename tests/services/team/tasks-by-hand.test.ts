import { afterEach, beforeEach, expect, test } from "vitest";
import type { StaffRole } from "#core/team/roles.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { countOpenTasks, readTask, readTasks } from "#services/team/read-tasks.server.ts";
import { assignTask, commentOnTask, createTask, type TaskForm } from "#services/team/write-tasks.server.ts";
import { saveStaff } from "#shell/repositories/team/staff.server.ts";
import { ADA, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const ROSA = "1";
const SAM = "2";
const VERA = "3";
const NONE = "01234567-89ab-7def-8123-456789abcdef";

describeOnDatabases("tasks by hand", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
    await hire(shopId, ROSA, "Rosa Lind", "owner");
    await hire(shopId, SAM, "Sam Ode", "support");
    await hire(shopId, VERA, "Vera Park", "viewer");
  });
  afterEach(() => house.close());

  const hire = (of: string, userId: string, name: string, role: StaffRole) =>
    saveStaff(database().pool, of, {
      id: house.context.newId(house.clock.now()),
      userId,
      name,
      email: null,
      role,
      lastSeenAt: house.clock.now(),
    });
  const shop = (domain = SHOP) => ensureShop(house.context, domain);
  const create = async (form: Partial<TaskForm> = {}, domain = SHOP) =>
    createTask(house.context, await shop(domain), {
      actor: `staff:${ROSA}`,
      title: "Call her back",
      note: "",
      due: null,
      customerId: null,
      assignee: null,
      ...form,
    });
  const created = async (form: Partial<TaskForm> = {}) => {
    const made = await create(form);
    if (!made.ok) throw new Error(made.message);
    return made.id;
  };
  const adasId = async () => {
    await house.tell("orders/create", orderBody());
    return (await house.rows<{ id: string }>(`SELECT "id" FROM "Customer"`))[0]?.id ?? "";
  };
  const target = (taskId: string, actor = ROSA) => ({ shopId, actor: `staff:${actor}`, taskId });
  const mine = async (userId: string) =>
    (await readTasks(house.context, await shop(), { view: "mine", userId })).rows.map(({ title }) => title);

  test("a task has what was written, when it is due in the store's time, about whom, and who wrote it", async () => {
    const id = await created({
      title: "Send the care sheet",
      note: "Linen, 40 degrees",
      due: { date: "2026-03-03", time: "17:00" },
      customerId: await adasId(),
      assignee: SAM,
    });
    expect((await readTask(house.context, await shop(), id))?.task).toMatchObject({
      title: "Send the care sheet",
      note: "Linen, 40 degrees",
      due: { shown: "Tomorrow at 5:00 pm" },
      customer: { name: "Ada Moreno" },
      asked: null,
      createdBy: { name: "Rosa Lind" },
      assignee: { userId: SAM, name: "Sam Ode" },
    });
    expect(
      await house.rows(`SELECT "action", "after"->>'assignee' AS "to" FROM "AuditEvent" WHERE "target" LIKE 'task:%'`),
    ).toEqual([{ action: "task.created", to: "Sam Ode" }]);
  });

  test("what cannot be is refused at its field, and nothing is written", async () => {
    const refused = [
      [{ due: { date: "2026-02-30", time: "17:00" } }, "due"],
      [{ due: { date: "2026-03-03", time: "" } }, "due"],
      [{ customerId: NONE }, "customerId"],
      [{ assignee: VERA }, "assignee"],
      [{ assignee: "99" }, "assignee"],
    ] as const;
    for (const [form, path] of refused) expect(await create(form)).toMatchObject({ ok: false, problems: [{ path }] });
    expect(await house.rows(`SELECT 1 FROM "Task"`)).toEqual([]);
  });

  test("neither a customer nor the staff of another shop can be named", async () => {
    const customerId = await adasId();
    const other = await house.open([], { domain: "larkspur.myshopify.com" });
    await hire(other, "77", "Lou Fern", "owner");
    expect(await create({ customerId }, "larkspur.myshopify.com")).toMatchObject({
      problems: [{ path: "customerId" }],
    });
    expect(await create({ assignee: "77" })).toMatchObject({ problems: [{ path: "assignee" }] });
    const id = await created();
    expect(
      await assignTask(house.context, { shopId: other, actor: "staff:77", taskId: id, userId: "77" }),
    ).toMatchObject({ ok: false, reason: "not_found" });
    expect(await readTask(house.context, await shop("larkspur.myshopify.com"), id)).toBeNull();
  });

  test("a task is assigned, taken over and given back, each on record, and listed with its assignee", async () => {
    const id = await created();
    await assignTask(house.context, { ...target(id), userId: SAM });
    expect([await mine(SAM), await mine(ROSA)]).toEqual([["Call her back"], []]);
    expect(await countOpenTasks(house.context, { id: shopId }, SAM)).toEqual({ open: 1, mine: 1, overdue: 0 });
    await assignTask(house.context, { ...target(id, SAM), userId: SAM });
    await assignTask(house.context, { ...target(id), userId: null });
    expect(await mine(SAM)).toEqual([]);
    expect(await assignTask(house.context, { ...target(id), userId: VERA })).toMatchObject({ ok: false });
    expect(
      await house.rows(
        `SELECT "after"->>'assignee' AS "to" FROM "AuditEvent" WHERE "action" = 'task.assigned' ORDER BY "id"`,
      ),
    ).toEqual([{ to: "Sam Ode" }, { to: null }]);
  });

  test("comments stand in the sequence they were written, each once, with their authors", async () => {
    const id = await created();
    const key = crypto.randomUUID();
    await Promise.all([
      commentOnTask(house.context, { ...target(id), body: "Left a message.", key }),
      commentOnTask(house.context, { ...target(id), body: "Left a message.", key }),
    ]);
    house.clock.moveTo(house.clock.now().add({ minutes: 1 }));
    await commentOnTask(house.context, { ...target(id, SAM), body: "She called back.", key: crypto.randomUUID() });
    const page = await readTask(house.context, await shop(), id);
    expect(page?.comments.map(({ body, author }) => [author, body])).toEqual([
      ["Rosa Lind", "Left a message."],
      ["Sam Ode", "She called back."],
    ]);
    expect(page?.task.comments).toBe(2);
  });

  test("of a customer who is forgotten neither the words nor the comments are left", async () => {
    const id = await created({ title: "Call Ada", note: "at home", customerId: await adasId() });
    await commentOnTask(house.context, { ...target(id), body: "Ada is ill.", key: crypto.randomUUID() });
    await house.tell(
      "customers/redact",
      JSON.stringify({ shop_domain: SHOP, customer: { id: "<id>", email: null, phone: null } }).replace('"<id>"', ADA),
    );
    expect(await house.rows(`SELECT "title", "note" FROM "Task"`)).toEqual([{ title: "[erased]", note: "" }]);
    expect(await house.rows(`SELECT 1 FROM "TaskComment"`)).toEqual([]);
  });
});
