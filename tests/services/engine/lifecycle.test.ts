import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { MigrationChoice } from "#core/automations/migrate-sequences.ts";
import type { DefinitionDocument } from "#core/automations/definition.ts";
import { libraryEntry } from "#library/index.ts";
import { archiveAutomation } from "#services/automations/archive-automation.server.ts";
import { duplicateAutomation, saveDraft, addFromLibrary } from "#services/automations/draft-automation.server.ts";
import { ingestEvents } from "#services/intake/ingest-events.server.ts";
import { previewPublish, publishAutomation } from "#services/automations/publish-automation.server.ts";
import { cancelStep, moveStep, runStepNow } from "#services/scheduled/change-step.server.ts";
import { changeAutomations } from "#services/automations/change-automations.server.ts";
import { pauseAutomation, resumeAutomation } from "#services/automations/change-automation-status.server.ts";
import { cancelSequence, pauseSequence, resumeSequence } from "#services/automations/change-sequence-status.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { insertScheduled, writeStepEnds } from "#shell/repositories/engine/scheduled.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases, describeOnPostgres } from "#tests/support/database.ts";
import { pause, say } from "#tests/core/definitions.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

/** A thank-you at once, and a question two days later. */
const twoTexts = {
  name: "Thanks",
  kind: "transactional",
  trigger: { type: "order_created" },
  reentry: "per_subject",
  steps: [say("thanks", "Thanks!"), pause("wait", 2, "days"), say("ask", "Happy?")],
} satisfies DefinitionDocument;

/** Each order by a customer of its own. */
const order = (at: number) =>
  orderBody({
    order: String(1_000 + at),
    id: String(50_000 + at),
    phone: `+1212555${String(1_000 + at)}`,
    token: `t-${at}`,
  });

/** A shop with one automation of its own making, turned on. */
async function openWith(house: House, document: DefinitionDocument = twoTexts) {
  const shopId = await house.open([]);
  const saved = await saveDraft(house.context, { shopId, document, actor: "test" });
  if (!saved.ok) throw new Error(saved.message);
  const target = { shopId, automationId: saved.automationId, actor: "test" };
  await resumeAutomation(house.context, target);
  const enter = async (...orders: number[]) => {
    for (const at of orders) await house.deliver("orders/create", order(at));
    await house.work();
  };
  const edit = async (steps: DefinitionDocument["steps"]) => {
    const outcome = await saveDraft(house.context, { ...target, document: { ...document, steps } });
    if (!outcome.ok) throw new Error(outcome.message);
  };
  const publish = (inside: MigrationChoice = "finish") => publishAutomation(house.context, { ...target, inside });
  return { shopId, target, enter, edit, publish };
}

interface Walk extends Record<string, unknown> {
  id: string;
  status: string;
  endReason: string | null;
  version: number;
}
const walks = (house: House) =>
  house.rows<Walk>(
    `
      SELECT q."id", q."status", q."endReason", v."version" FROM "AutomationSequence" q JOIN "AutomationVersion" v
        ON v."id" = q."versionId" ORDER BY q."startedAt", q."id"`,
  );
const waiting = (house: House) =>
  house.rows<{ id: string; stepId: string; held: boolean; dueAt: unknown }>(
    `
      SELECT "id", "stepId", "held", "dueAt" FROM "ScheduledAutomation" WHERE "status" = 'scheduled'
        ORDER BY "dueAt", "id"`,
  );
const audits = async (house: House) =>
  (await house.rows<{ action: string }>(`SELECT "action" FROM "AuditEvent" ORDER BY "createdAt", "id"`)).map(
    ({ action }) => action,
  );

describeOnDatabases("an automation's life", (database) => {
  let house: House;
  beforeEach(() => (house = buildHouse(database())));
  afterEach(async () => {
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.close();
  });

  describe("a draft", () => {
    test("is kept, with its name, and nobody enters until it is turned on", async () => {
      const shopId = await house.open([]);
      const saved = await saveDraft(house.context, { shopId, document: twoTexts, actor: "ada" });
      expect(saved).toEqual({ ok: true, automationId: expect.any(String) });
      await house.tell("orders/create", order(1));
      expect(await house.rows(`SELECT "name", "trigger", "status", "author", "libraryKey" FROM "Automation"`)).toEqual([
        { name: "Thanks", trigger: "order_created", status: "draft", author: "ada", libraryKey: null },
      ]);
      expect(house.texts).toEqual([]);
      expect(
        await house.rows(`SELECT "actor", "after" FROM "AuditEvent" WHERE "action" = 'automation.created'`),
      ).toEqual([{ actor: "ada", after: { name: "Thanks", from: "document" } }]);
    });

    test("that cannot be is refused with everything that is wrong with it, and the old one stays", async () => {
      const { target } = await openWith(house);
      const faulty = { ...twoTexts, name: "", condtions: {}, steps: [say("a", "{{ x"), { id: "b", type: "fax" }] };
      expect(await saveDraft(house.context, { ...target, document: faulty })).toMatchObject({
        ok: false,
        reason: "invalid",
        problems: [{ path: "name" }, { path: "steps.0.config.body" }, { path: "steps.1.type" }, { path: "condtions" }],
      });
      expect(await house.rows(`SELECT "draft"->>'name' AS "name" FROM "Automation"`)).toEqual([{ name: "Thanks" }]);
    });

    test("names only what the shop has: its own segments, and automations that are started by hand", async () => {
      const { shopId, target } = await openWith(house);
      await house.open([], { domain: "other.myshopify.com" });
      const [theirs] = await house.rows<{ id: string }>(
        `
          INSERT INTO "Segment" ("id", "shopId", "name") SELECT gen_random_uuid(), "id", 'VIP' FROM "Shop"
            WHERE "domain" <> $1 RETURNING "id"`,
        [SHOP],
      );
      const document = {
        ...twoTexts,
        steps: [
          { id: "add", type: "add_to_segment", config: { segmentId: theirs?.id } },
          { id: "go", type: "start_automation", config: { automationId: target.automationId } },
        ],
      };
      expect(await saveDraft(house.context, { shopId, document, actor: "test" })).toMatchObject({
        problems: [
          { path: "steps.0.config.segmentId", message: expect.stringContaining("no segment of this shop") },
          {
            path: "steps.1.config.automationId",
            message: expect.stringContaining("choose one that is started by hand"),
          },
        ],
      });
      const byHand = await saveDraft(house.context, {
        shopId,
        document: { ...twoTexts, kind: "marketing", trigger: { type: "manual" } },
        actor: "test",
      });
      const start = {
        ...twoTexts,
        steps: [{ id: "go", type: "start_automation", config: { automationId: byHand.ok ? byHand.automationId : "" } }],
      };
      expect(await saveDraft(house.context, { shopId, document: start, actor: "test" })).toMatchObject({ ok: true });
    });

    test("may be another's copy, or the library's; a copy is nobody's key", async () => {
      const shopId = await house.open([]);
      const taken = await addFromLibrary(house.context, { shopId, libraryKey: "order-confirmation", actor: "test" });
      const again = await addFromLibrary(house.context, { shopId, libraryKey: "order-confirmation", actor: "test" });
      expect(again).toEqual(taken);
      await duplicateAutomation(house.context, {
        shopId,
        automationId: taken.ok ? taken.automationId : "",
        actor: "test",
      });
      expect(
        await house.rows(`SELECT "name", "status", "libraryKey" FROM "Automation" ORDER BY "createdAt", "id"`),
      ).toEqual([
        { name: libraryEntry("order-confirmation")?.name, status: "draft", libraryKey: "order-confirmation" },
        { name: `${libraryEntry("order-confirmation")?.name} (copy)`, status: "draft", libraryKey: null },
      ]);
    });

    test("of another shop is nowhere", async () => {
      const { target } = await openWith(house);
      const elsewhere = { ...target, shopId: await house.open([], { domain: "other.myshopify.com" }) };
      for (const outcome of [
        await saveDraft(house.context, { ...elsewhere, document: twoTexts }),
        await publishAutomation(house.context, { ...elsewhere, inside: "cancel" }),
        await archiveAutomation(house.context, elsewhere),
        await duplicateAutomation(house.context, elsewhere),
      ]) {
        expect(outcome).toMatchObject({ ok: false, reason: "not_found" });
      }
    });
  });

  describe("publishing", () => {
    test("shows the difference, makes the next version, and lets those inside finish on theirs", async () => {
      const { enter, edit, publish } = await openWith(house);
      await enter(1);
      await edit([say("thanks", "Thank you!"), pause("wait", 1, "days"), say("ask", "All well?")]);
      expect(await publish()).toMatchObject({
        ok: true,
        version: 2,
        diff: { settings: [], steps: [{ stepId: "thanks" }, { stepId: "wait" }, { stepId: "ask" }] },
        inside: { total: 1, stayed: { asked: 1 } },
      });
      await enter(2);
      await house.pass({ days: 3 });
      expect(house.bodies()).toEqual(["Thanks!", "Thank you!", "All well?", "Happy?"]);
      expect(await walks(house)).toMatchObject([
        { version: 1, status: "completed" },
        { version: 2, status: "completed" },
      ]);
      expect(
        await house.rows(
          `
            SELECT "before"->>'version' AS "before", "after"->>'version' AS "after", "after"->>'choice' AS "choice"
              FROM "AuditEvent" WHERE "action" = 'automation.published'`,
        ),
      ).toEqual([{ before: "1", after: "2", choice: "finish" }]);
    });

    test(
      "may move them to the step of the same name: it keeps its " +
        "time, a wait that was changed counts from its beginning",
      async () => {
        const { enter, edit, publish } = await openWith(house);
        await enter(1);
        await house.pass({ hours: 30 });
        await edit([say("thanks", "Thank you!"), pause("wait", 3, "days"), say("ask", "All well?")]);
        expect(await publish("move")).toMatchObject({ inside: { total: 1, moved: 1, retimed: 1 } });
        await house.pass({ hours: 41 });
        expect(house.bodies()).toEqual(["Thanks!"]);
        await house.pass({ hours: 2 });
        expect(house.bodies()).toEqual(["Thanks!", "All well?"]);
        expect(await walks(house)).toMatchObject([{ version: 2, status: "completed" }]);
      },
    );

    test("a wait that was cut below what has passed is over at once", async () => {
      const { enter, edit, publish } = await openWith(house);
      await enter(1);
      await house.pass({ hours: 30 });
      await edit([say("thanks"), pause("wait", 1, "days"), say("ask", "All well?")]);
      await publish("move");
      await house.work();
      expect(house.bodies()).toEqual(["Thanks!", "All well?"]);
    });

    test("leaves on their version whose step is gone, and whose step they would come to twice", async () => {
      const { enter, edit, publish } = await openWith(house);
      await enter(1);
      await edit([pause("wait", 2, "days"), say("thanks", "Thank you!")]);
      expect(await publish("move")).toMatchObject({ inside: { moved: 0, stayed: { would_repeat: 1 } } });
      await edit([say("only", "Only this")]);
      expect(await publish("move")).toMatchObject({ version: 3, inside: { moved: 0, stayed: { step_gone: 1 } } });
      await house.pass({ days: 3 });
      expect(house.bodies()).toEqual(["Thanks!", "Happy?"]);
    });

    test("leaves a text under way alone, and its sequence on its version", async () => {
      const { enter, edit, publish } = await openWith(house);
      house.phoneCompany(() => ({ kind: "unknown", detail: "timeout" }));
      await enter(1);
      await edit([say("thanks", "Thank you!")]);
      expect(await publish("move")).toMatchObject({ inside: { moved: 0, stayed: { under_way: 1 } } });
      await edit([say("thanks", "Thank you so much!")]);
      expect(await publish("cancel")).toMatchObject({ inside: { cancelled: 1 } });
      expect(await waiting(house)).toMatchObject([{ stepId: "thanks", held: true }]);
    });

    test("may cancel them, with a log that says why", async () => {
      const { enter, edit, publish } = await openWith(house);
      await enter(1, 2);
      await edit([say("thanks", "Thank you!")]);
      expect(await publish("cancel")).toMatchObject({ inside: { total: 2, cancelled: 2 } });
      expect(await walks(house)).toMatchObject([
        { status: "cancelled", endReason: "republished" },
        { status: "cancelled", endReason: "republished" },
      ]);
      expect(await waiting(house)).toEqual([]);
      expect((await house.log()).filter((line) => line.startsWith("exit"))).toEqual([
        "exit skipped republished",
        "exit skipped republished",
      ]);
    });

    test("what would be published can be seen before, with how many wait where, and seeing it changes nothing", async () => {
      const { target, enter, edit } = await openWith(house);
      await enter(1, 2);
      await edit([say("thanks", "Thank you!"), say("ask", "All well?")]);
      expect(await previewPublish(house.context, target)).toMatchObject({
        ok: true,
        current: 1,
        next: 2,
        diff: { steps: [{ kind: "removed", stepId: "wait" }, { stepId: "thanks" }, { stepId: "ask" }] },
        waiting: [{ stepId: "wait", sequences: 2, goesOn: false }],
        inside: { finish: { stayed: { asked: 2 } }, move: { stayed: { step_gone: 2 } }, cancel: { cancelled: 2 } },
      });
      expect(await walks(house)).toMatchObject([{ version: 1 }, { version: 1 }]);
    });

    test("what the version says already is nothing to publish", async () => {
      const { target, edit, publish } = await openWith(house);
      await edit(twoTexts.steps);
      expect(await publish()).toMatchObject({
        ok: false,
        reason: "unchanged",
        message: expect.stringContaining("version 1"),
      });
      expect(await previewPublish(house.context, target)).toMatchObject({ ok: false, reason: "unchanged" });
    });

    test("a draft that this release cannot read is not published", async () => {
      const { publish } = await openWith(house);
      await house.rows(`UPDATE "Automation" SET "draft" = '{"name": "Old", "steps": [{"id": "a", "type": "fax"}]}'`);
      expect(await publish()).toMatchObject({
        ok: false,
        reason: "invalid",
        problems: expect.arrayContaining([expect.objectContaining({ path: "steps.0.type" })]),
      });
    });

    test("an automation keeps its running name until the new one is published", async () => {
      const { target, publish } = await openWith(house);
      await saveDraft(house.context, { ...target, document: { ...twoTexts, name: "Many thanks" } });
      const name = async () => (await house.rows<{ name: string }>(`SELECT "name" FROM "Automation"`))[0]?.name;
      expect(await name()).toBe("Thanks");
      await publish();
      expect(await name()).toBe("Many thanks");
    });
  });

  describe("a pause", () => {
    test("holds what is due and loses nothing; what is overdue comes back once each, one after another", async () => {
      const { target, enter } = await openWith(house);
      await enter(1, 2, 3);
      await pauseAutomation(house.context, target);
      await house.pass({ days: 7 });
      expect(house.texts).toHaveLength(3);
      await resumeAutomation(house.context, target);
      const now = house.clock.now();
      expect((await waiting(house)).map(({ dueAt }) => dueAt)).toEqual([
        now,
        now.add({ milliseconds: 100 }),
        now.add({ milliseconds: 200 }),
      ]);
      await house.pass({ minutes: 1 });
      expect(house.bodies().filter((body) => body === "Happy?")).toHaveLength(3);
      expect(await resumeAutomation(house.context, target)).toMatchObject({ ok: true, status: "active" });
      await house.pass({ days: 3 });
      expect(house.texts).toHaveLength(6);
    });

    test("asks everything again: who said stop meanwhile is not texted", async () => {
      const { target, enter } = await openWith(house);
      await enter(1);
      await pauseAutomation(house.context, target);
      await house.pass({ days: 7 });
      await house.rows(`UPDATE "Customer" SET "erasedAt" = now()`);
      await resumeAutomation(house.context, target);
      await house.pass({ minutes: 1 });
      expect(house.texts).toHaveLength(1);
    });

    test("is of many at once; one that cannot be does not keep the others", async () => {
      const { shopId, target } = await openWith(house);
      const second = await duplicateAutomation(house.context, target);
      const ids = [target.automationId, second.ok ? second.automationId : "", "0197c0de-0000-7000-8000-000000000001"];
      const all = { shopId, automationIds: ids, actor: "test" };
      const statuses = () => house.rows(`SELECT "status" FROM "Automation" ORDER BY "createdAt", "id"`);
      expect(await changeAutomations(house.context, { ...all, deed: "on" })).toEqual({
        ok: true,
        done: 2,
        failed: [{ name: ids[2], message: "there is no such automation" }],
      });
      expect(await statuses()).toEqual([{ status: "active" }, { status: "active" }]);
      expect(await changeAutomations(house.context, { ...all, deed: "off" })).toMatchObject({
        done: 2,
        failed: [{ name: ids[2] }],
      });
      expect(await statuses()).toEqual([{ status: "paused" }, { status: "paused" }]);
    });

    test("is not outlived by a step that was decided, or written, before it ended", async () => {
      const { target, enter, shopId } = await openWith(house);
      await enter(1);
      const [step] = await waiting(house);
      const [walk] = await walks(house);
      const deferral = { reason: "automation_paused", checks: [] };
      const next = {
        shopId,
        sequenceId: walk?.id ?? "",
        priority: 5,
        dueAt: house.clock.now(),
        jobId: null,
        held: true,
        createdAt: house.clock.now(),
      };
      await writeStepEnds(database().pool, [{ id: step?.id ?? "", kind: "held", deferral, error: null }]);
      await insertScheduled(database().pool, [{ ...next, id: house.context.newId(house.clock.now()), stepId: "late" }]);
      expect((await waiting(house)).map(({ held }) => held)).toEqual([false, false]);
      await pauseAutomation(house.context, target);
      await writeStepEnds(database().pool, [{ id: step?.id ?? "", kind: "held", deferral, error: null }]);
      await insertScheduled(database().pool, [
        { ...next, id: house.context.newId(house.clock.now()), stepId: "later" },
      ]);
      expect((await waiting(house)).map(({ held }) => held)).toEqual([true, true, true]);
    });
  });

  describe("the archive", () => {
    test("cancels whoever is inside and refuses everything after", async () => {
      const { target, enter, publish } = await openWith(house);
      await enter(1, 2);
      expect(await archiveAutomation(house.context, target)).toEqual({
        ok: true,
        automationId: target.automationId,
        cancelled: 2,
      });
      expect(await archiveAutomation(house.context, target)).toMatchObject({ ok: true, cancelled: 0 });
      expect(await walks(house)).toMatchObject([
        { status: "cancelled", endReason: "automation_archived" },
        { status: "cancelled" },
      ]);
      await enter(3);
      await house.pass({ days: 3 });
      expect(house.texts).toHaveLength(2);
      for (const outcome of [
        await resumeAutomation(house.context, target),
        await pauseAutomation(house.context, target),
        await publish(),
        await saveDraft(house.context, { ...target, document: twoTexts }),
      ]) {
        expect(outcome).toMatchObject({ ok: false, reason: "archived" });
      }
      expect(await duplicateAutomation(house.context, target)).toMatchObject({ ok: true });
    });

    test("leaves a text under way to be found out", async () => {
      const { target, enter } = await openWith(house);
      house.phoneCompany(() => ({ kind: "unknown", detail: "timeout" }));
      await enter(1);
      await archiveAutomation(house.context, target);
      expect(await waiting(house)).toMatchObject([{ stepId: "thanks", held: true }]);
      expect(await house.holdings()).toEqual({ balance: 99, held: 1 });
    });
  });

  describe("one sequence", () => {
    const sequence = async (shopId: string) => ({
      shopId,
      sequenceId: (await walks(house))[0]?.id ?? "",
      actor: "ada",
    });

    test("is paused and goes on, while the others are not touched", async () => {
      const { shopId, enter } = await openWith(house);
      await enter(1, 2);
      const one = await sequence(shopId);
      expect(await pauseSequence(house.context, one)).toMatchObject({ ok: true, status: "paused" });
      await house.pass({ days: 3 });
      expect(house.bodies()).toEqual(["Thanks!", "Thanks!", "Happy?"]);
      expect(await resumeSequence(house.context, one)).toMatchObject({ ok: true, status: "active" });
      expect(await resumeSequence(house.context, one)).toMatchObject({ ok: true });
      await house.work();
      expect(house.texts).toHaveLength(4);
      expect((await audits(house)).filter((action) => action === "sequence.status")).toHaveLength(2);
      expect(await pauseSequence(house.context, one)).toMatchObject({ ok: false, reason: "over" });
    });

    test("that goes on while its automation is off waits for that", async () => {
      const { shopId, target, enter } = await openWith(house);
      await enter(1);
      const one = await sequence(shopId);
      await pauseSequence(house.context, one);
      await pauseAutomation(house.context, target);
      await house.pass({ days: 3 });
      await resumeSequence(house.context, one);
      await house.work();
      expect(await waiting(house)).toMatchObject([{ held: true }]);
      await resumeAutomation(house.context, target);
      await house.work();
      expect(house.texts).toHaveLength(2);
    });

    test("that is paused stays so when its automation is turned on", async () => {
      const { shopId, target, enter } = await openWith(house);
      await enter(1);
      await pauseSequence(house.context, await sequence(shopId));
      await pauseAutomation(house.context, target);
      await house.pass({ days: 3 });
      await resumeAutomation(house.context, target);
      await house.work();
      expect(house.texts).toHaveLength(1);
    });

    test("is cancelled by hand", async () => {
      const { shopId, enter } = await openWith(house);
      await enter(1);
      const one = await sequence(shopId);
      expect(await cancelSequence(house.context, one)).toMatchObject({ ok: true, status: "cancelled" });
      expect(await cancelSequence(house.context, one)).toMatchObject({ ok: true });
      expect(await walks(house)).toMatchObject([{ status: "cancelled", endReason: "cancelled_by_hand" }]);
      expect(await resumeSequence(house.context, one)).toMatchObject({ ok: false, reason: "over" });
      expect(
        await cancelSequence(house.context, {
          ...one,
          shopId: await house.open([], { domain: "other.myshopify.com" }),
        }),
      ).toMatchObject({ ok: false, reason: "not_found" });
    });
  });

  describe("one scheduled step", () => {
    const step = async (shopId: string) => ({ shopId, id: (await waiting(house))[0]?.id ?? "", actor: "ada" });

    test("runs now, or at another time", async () => {
      const { shopId, enter } = await openWith(house);
      await enter(1, 2);
      await runStepNow(house.context, await step(shopId));
      await house.work();
      expect(house.bodies()).toEqual(["Thanks!", "Thanks!", "Happy?"]);
      const to = house.clock.now().add({ hours: 1 });
      expect(await moveStep(house.context, { ...(await step(shopId)), to })).toMatchObject({ ok: true, dueAt: to });
      await house.pass({ hours: 2 });
      expect(house.texts).toHaveLength(4);
      const changes = (await audits(house)).filter((action) => /^(step|message|wait)\./.test(action));
      expect(changes).toEqual(["message.sent_now", "step.moved"]);
      expect(
        await house.rows(`SELECT "before", "after" FROM "AuditEvent" WHERE "action" = 'message.sent_now'`),
      ).toEqual([{ before: { dueAt: "2026-03-04T15:00:00Z" }, after: { dueAt: "2026-03-02T15:00:00Z" } }]);
    });

    test("is left out, and the sequence goes on with the next", async () => {
      const { shopId, enter } = await openWith(house);
      await enter(1);
      const wait = await step(shopId);
      expect(await cancelStep(house.context, wait)).toMatchObject({ ok: true, status: "cancelled" });
      await house.work();
      expect(house.bodies()).toEqual(["Thanks!", "Happy?"]);
      expect(await house.log()).toContain("wait skipped cancelled_by_hand");
      expect(await cancelStep(house.context, wait)).toMatchObject({ ok: false, reason: "over" });
      expect(await walks(house)).toMatchObject([{ status: "completed" }]);
    });

    test("that is held says for what; one whose text is under way is left alone", async () => {
      const { shopId, target, enter } = await openWith(house);
      await enter(1);
      await pauseAutomation(house.context, target);
      expect(await runStepNow(house.context, await step(shopId))).toMatchObject({
        ok: false,
        reason: "held",
        message: expect.stringContaining("turn it on"),
      });
      await resumeAutomation(house.context, target);
      expect(
        await moveStep(house.context, { ...(await step(shopId)), to: house.clock.now().add({ hours: 24 * 4_000 }) }),
      ).toMatchObject({ ok: false, reason: "invalid" });
      house.phoneCompany(() => ({ kind: "unknown", detail: "timeout" }));
      await house.pass({ days: 3 });
      for (const outcome of [
        await runStepNow(house.context, await step(shopId)),
        await cancelStep(house.context, await step(shopId)),
      ])
        expect(outcome).toMatchObject({ ok: false, reason: "under_way" });
    });
  });
});

describeOnPostgres("changes at once", (database) => {
  const houses: House[] = [];
  const house = () => {
    const built = buildHouse(database());
    houses.push(built);
    return built;
  };
  afterEach(async () => {
    for (const proof of await verifyLedger(houses[0]?.context ?? house().context))
      expect(proof.discrepancies).toEqual([]);
    await Promise.all(houses.splice(0).map((each) => each.close()));
  });

  test("of five that publish one draft, one makes a version, and the others find nothing to publish", async () => {
    const { enter, edit, publish } = await openWith(house());
    await enter(1, 2, 3);
    await edit([say("thanks", "Thank you!"), pause("wait", 1, "days"), say("ask", "All well?")]);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => publish("move")));
    expect(outcomes.filter(({ ok }) => ok)).toMatchObject([{ version: 2, inside: { moved: 3 } }]);
    expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.reason))).toEqual(Array(4).fill("unchanged"));
  });

  test("turned on five times at once, with workers at it, each overdue step runs once", async () => {
    const first = house();
    const { target, enter } = await openWith(first);
    await enter(...Array.from({ length: 20 }, (_, at) => at));
    await pauseAutomation(first.context, target);
    await first.pass({ days: 3 });
    const second = house();
    second.clock.moveTo(first.clock.now());
    await Promise.all([
      ...Array.from({ length: 5 }, () => resumeAutomation(first.context, target)),
      first.work(),
      second.work(),
    ]);
    second.clock.moveTo(first.clock.now().add({ minutes: 1 }));
    await Promise.all([first.pass({ minutes: 1 }), second.work()]);
    await Promise.all([first.work(), second.work()]);
    const asked = houses.flatMap(({ texts }) => texts).filter(({ body }) => body === "Happy?");
    expect(asked).toHaveLength(20);
    expect(new Set(asked.map(({ to }) => to)).size).toBe(20);
  });

  test("whoever enters while an automation is archived is refused or cancelled, never left inside", async () => {
    const first = house();
    const { target } = await openWith(first);
    for (let at = 0; at < 20; at++) await first.deliver("orders/create", order(at));
    await Promise.all([
      ingestEvents(first.context),
      archiveAutomation(first.context, target),
      ingestEvents(house().context),
    ]);
    expect((await walks(first)).filter(({ status }) => status === "active")).toEqual([]);
  });

  test("switched on and off, republished and moved while workers are at it, every sequence ends, each text once", async () => {
    const first = house();
    const { target, edit, publish } = await openWith(first, {
      ...twoTexts,
      steps: [say("thanks"), say("more"), say("ask")],
    });
    const second = house();
    for (let at = 0; at < 30; at++) await first.deliver("orders/create", order(at));
    await ingestEvents(first.context);
    const longer = [say("thanks"), say("more"), say("ask", "Other words"), say("end")];
    await Promise.all([
      first.work(),
      second.work(),
      pauseAutomation(first.context, target).then(() => resumeAutomation(first.context, target)),
      edit(longer).then(() => publish("move")),
      pauseAutomation(second.context, target).then(() => resumeAutomation(second.context, target)),
    ]);
    await resumeAutomation(first.context, target);
    for (let round = 0; round < 5; round++) {
      await first.pass({ minutes: 3 });
      second.clock.moveTo(first.clock.now());
      await second.work();
    }
    expect((await walks(first)).map(({ status }) => status)).toEqual(Array(30).fill("completed"));
    // An attempt that a pause withheld before its call is followed by another; the provider is asked once.
    const accepted = await first.rows<{ messageId: string }>(
      `SELECT "messageId" FROM "MessageAttempt" WHERE "outcome" = 'accepted'`,
    );
    expect(new Set(accepted.map(({ messageId }) => messageId)).size).toBe(accepted.length);
    expect(first.texts.length + second.texts.length).toBe(accepted.length);
  });
});
