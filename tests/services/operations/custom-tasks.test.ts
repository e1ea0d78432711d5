import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { registerTasks, runDueTasks } from "#services/operations/run-due-tasks.server.ts";
import { tasks } from "#services/operations/run-task.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { addCustomTask, claimTask, listTasks } from "#shell/repositories/operations/scheduled-tasks.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { createCli } from "../../../bin/cli/cli.ts";
import { action as add, loader as list } from "../../../app/routes/api.jobs.tasks.ts";
import { action as change } from "../../../app/routes/api.jobs.tasks_.$name.ts";
import { action as run } from "../../../app/routes/api.jobs.tasks_.$name.run.ts";
import { loader as metrics } from "../../../app/routes/metrics.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const proof = { name: "hourly-proof", cron: "15 * * * *", job: "verify-ledgers", payload: { shop: SHOP } };

describeOnDatabases("the operator's own tasks", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open([]);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await house.close();
  });

  const asked = (method: string, { body, name = "", token = house.context.secrets.operatorToken }: Asked = {}) => ({
    request: new Request(`https://shopbell.example/api/jobs/tasks`, {
      method,
      headers: { Authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    }),
    params: { name },
    context: { app: house.context },
  });
  interface Asked {
    body?: unknown;
    name?: string;
    token?: string;
  }
  async function shopbell(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    let out = "";
    let err = "";
    const open = async () => ({ ...house.context, close: async () => {} });
    const code = await createCli({ open, out: (text) => (out += text), err: (text) => (err += text) }).run(args);
    return { code, out, err };
  }
  const watched = () =>
    vi.spyOn(tasks["verify-ledgers"] as { run(context: AppContext, payload?: unknown): unknown }, "run");
  const taskOf = async (name: string) => (await listTasks(database().pool)).find((task) => task.name === name);

  test("one that is added runs its job with its payload at its times, and stands in the lists and the figures", async () => {
    const added = await add(asked("POST", { body: proof }));
    expect([added.status, await added.json()]).toMatchObject([
      201,
      { ok: true, task: { name: "hourly-proof", custom: true } },
    ]);
    const job = watched();
    house.clock.moveTo(house.clock.now().add({ minutes: 61 }));
    await runDueTasks(house.context);
    expect(job.mock.calls.filter(([, payload]) => payload !== undefined)).toEqual([
      [expect.anything(), { shop: SHOP }],
    ]);
    expect(await taskOf("hourly-proof")).toMatchObject({ lastError: null, lastRunAt: house.clock.now() });
    const { tasks: listed } = (await (await list(asked("GET"))).json()) as { tasks: { name: string }[] };
    expect(listed.find(({ name }) => name === "hourly-proof")).toMatchObject({ job: "verify-ledgers", custom: true });
    expect((await shopbell("task", "list")).out).toMatch(/^hourly-proof +verify-ledgers +15 \* \* \* \* +on/m);
    expect(await (await metrics(asked("GET"))).text()).toContain(
      `shopbell_task_last_run_timestamp_seconds{task="hourly-proof"} ${house.clock.now().epochMilliseconds / 1_000}`,
    );
  });

  test("it stays after a restart, also switched off, and a removed one stays away", async () => {
    expect(await shopbell("task", "add", "weekly", "--cron", "0 5 * * 1", "--job", "clean-up")).toMatchObject({
      code: 0,
      err: "",
    });
    await shopbell("task", "disable", "weekly");
    await registerTasks(house.context);
    expect(await taskOf("weekly")).toMatchObject({ job: "clean-up", pattern: "0 5 * * 1", enabled: false });
    expect(await shopbell("task", "remove", "weekly")).toMatchObject({ code: 0, out: "weekly is removed\n" });
    await registerTasks(house.context);
    expect(await taskOf("weekly")).toBeUndefined();
  });

  test.each<[string, object, string, RegExp]>([
    ["a pattern that is none", { cron: "every day" }, "cron", /write five parts/],
    ["a minute of 75", { cron: "75 * * * *" }, "cron", /write five parts/],
    ["a day that never comes", { cron: "0 0 31 2 *" }, "cron", /never comes/],
    ["one date", { cron: "2027-01-01T00:00:00" }, "cron", /write five parts/],
    ["a job that is none", { job: "rm" }, "job", /must be a built-in job: .*verify-ledgers/],
    ["a job of every object", { job: "constructor" }, "job", /must be a built-in job/],
    ["a zone that is none", { timezone: "Mars/Base" }, "timezone", /such as Europe\/Paris/],
    ["a name with spaces", { name: "my task" }, "name", /lower-case letters/],
    ["no name", { name: undefined }, "name", /is missing/],
    ["a payload that is a list", { payload: [] }, "payload", /give an object/],
    [
      "a payload with an unknown field",
      { payload: { shop: SHOP, days: 3 } },
      "payload",
      /knows no "days"; take it out/,
    ],
    ["a payload with a wrong value", { payload: { shop: "juniper" } }, "payload.shop", /such as juniper.myshopify.com/],
    ["a payload of a job that takes none", { job: "sweep", payload: { shop: SHOP } }, "payload", /knows no "shop"/],
    [
      "a back-up out of its folder",
      { job: "back-up", payload: { folder: "../etc" } },
      "payload.folder",
      /folder in BACKUP_DIR/,
    ],
  ])("%s is refused with its field and the remedy", async (_what, wrong, path, message) => {
    const answer = await add(asked("POST", { body: { ...proof, ...wrong } }));
    expect([answer.status, await answer.json()]).toEqual([
      422,
      { ok: false, reason: "invalid", problems: [{ path, message: expect.stringMatching(message) }] },
    ]);
    expect((await listTasks(database().pool)).filter(({ custom }) => custom)).toEqual([]);
  });

  test("the commands refuse with the field, too", async () => {
    const tried = await shopbell("task", "add", "x", "--cron", "nonsense", "--job", "sweep");
    expect(tried).toMatchObject({ code: 1, err: expect.stringMatching(/^cron: is no cron pattern/) });
    expect(await shopbell("task", "add", "x", "--cron", "0 5 * * *", "--job", "sweep", "--payload", "{")).toMatchObject(
      {
        code: 1,
        err: expect.stringMatching(/^payload is not JSON/),
      },
    );
  });

  test("a name is taken once; the app's own can be switched off, but not removed", async () => {
    await add(asked("POST", { body: proof }));
    expect((await add(asked("POST", { body: proof }))).status).toBe(409);
    expect((await add(asked("POST", { body: { ...proof, name: "sweep" } }))).status).toBe(409);
    expect((await change(asked("DELETE", { name: "sweep" }))).status).toBe(409);
    expect((await change(asked("DELETE", { name: "none" }))).status).toBe(404);
    expect((await change(asked("DELETE", { name: "hourly-proof" }))).status).toBe(200);
    expect(await taskOf("hourly-proof")).toBeUndefined();
  });

  test("the API switches one off and on, and makes it due; one that is off is not run", async () => {
    await add(asked("POST", { body: proof }));
    const job = watched();
    expect((await change(asked("PATCH", { name: "hourly-proof", body: { enabled: false } }))).status).toBe(200);
    expect((await run(asked("POST", { name: "hourly-proof" }))).status).toBe(409);
    expect((await change(asked("PATCH", { name: "hourly-proof", body: { enabled: "no" } }))).status).toBe(422);
    await change(asked("PATCH", { name: "hourly-proof", body: { enabled: true } }));
    expect((await run(asked("POST", { name: "hourly-proof" }))).status).toBe(202);
    await runDueTasks(house.context);
    expect(job).toHaveBeenCalledTimes(1);
    expect((await run(asked("POST", { name: "none" }))).status).toBe(404);
  });

  test("without the operator's token nothing is told or done; a body that is no JSON is refused", async () => {
    const token = "another";
    for (const answer of [
      await list(asked("GET", { token })),
      await add(asked("POST", { token, body: proof })),
      await change(asked("DELETE", { token, name: "sweep" })),
      await run(asked("POST", { token, name: "sweep" })),
    ])
      expect(answer.status).toBe(401);
    expect((await add(asked("POST", { body: "{" }))).status).toBe(400);
    expect((await add(asked("POST", { body: "x".repeat(17_000) }))).status).toBe(413);
  });

  test("one worker runs it; a worker whose release lacks the job leaves it alone", async () => {
    await add(asked("POST", { body: { ...proof, cron: "*/10 * * * * *" } }));
    const now = house.clock.now().add({ minutes: 1 });
    const take = (jobs: string[]) => claimTask(database().pool, { jobs, running: [] }, now, now.add({ seconds: 45 }));
    expect(await take(["a-job-of-another-release"])).toBeNull();
    const taken = (await Promise.all(Array.from({ length: 8 }, () => take(["verify-ledgers"])))).flatMap(
      (row) => row ?? [],
    );
    expect(taken.map(({ name }) => name)).toEqual(["hourly-proof"]);
  });

  test(
    "a payload that a later release cannot read fails the run " +
      "with the field, and a later task of its name spares it",
    async () => {
      const row = { description: "", timezone: "UTC", priority: 5, pattern: "* * * * *", nextRunAt: house.clock.now() };
      await addCustomTask(database().pool, { ...row, name: "old", job: "verify-ledgers", payload: { days: 3 } });
      await addCustomTask(database().pool, { ...row, name: "sweep", job: "clean-up", payload: {} });
      await runDueTasks(house.context);
      expect(await taskOf("old")).toMatchObject({ lastError: 'payload: knows no "days"; take it out', failures: 1 });
      await registerTasks(house.context);
      expect([await taskOf("sweep"), await taskOf("sweep-own")]).toMatchObject([{ job: "sweep" }, { job: "clean-up" }]);
    },
  );
});
