import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DefinitionDocument } from "#core/automations/definition.ts";
import { archiveAutomation } from "#services/automations/archive-automation.server.ts";
import { ingestEvents } from "#services/intake/ingest-events.server.ts";
import { pauseAutomation, resumeAutomation } from "#services/automations/change-automation-status.server.ts";
import { cancelSequence, pauseSequence } from "#services/automations/change-sequence-status.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { insertScheduled } from "#shell/repositories/engine/scheduled.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnPostgres } from "#tests/support/database.ts";
import { pause, say } from "#tests/core/definitions.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";

describeOnPostgres("what ends or pauses a sequence while its step is at work", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
  });
  afterEach(async () => {
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.close();
  });
  const cancellable = {
    kind: "transactional",
    exits: [{ on: "order_cancelled", match: "subject" }],
    steps: [say("hi", "Hi")],
  } satisfies Partial<DefinitionDocument>;
  const steps = () => house.rows(`SELECT "status", "held" FROM "ScheduledAutomation" ORDER BY "createdAt", "id"`);

  /** Has something happen once, after the next steps are read and before they are committed to. */
  function onceRead(happens: () => Promise<unknown>): void {
    const known = house.context.definitions;
    house.context.definitions = async (sql, ids) => {
      house.context.definitions = known;
      await happens();
      return known(sql, ids);
    };
  }
  async function enter(document: Parameters<House["automate"]>[1]) {
    const target = { shopId, automationId: await house.automate(shopId, document), actor: "test" };
    await house.deliver("orders/create", orderBody());
    await ingestEvents(house.context);
    return target;
  }

  describe("between reading and committing", () => {
    test("a pause holds the text; turned on again, it goes out once", async () => {
      const target = await enter(cancellable);
      onceRead(() => pauseAutomation(house.context, target));
      await house.work();
      expect(house.texts).toEqual([]);
      expect(await steps()).toEqual([{ status: "scheduled", held: true }]);
      expect(await house.holdings()).toEqual({ balance: 100, held: 0 });
      await resumeAutomation(house.context, target);
      await house.pass({ minutes: 1 });
      expect(house.texts).toHaveLength(1);
    });

    test("an uninstall ends the sequence", async () => {
      await enter(cancellable);
      onceRead(async () => {
        await house.deliver("app/uninstalled", "{}");
        await ingestEvents(house.context);
      });
      await house.work();
      expect(house.texts).toEqual([]);
    });

    test("a pause holds what we would have done ourselves, and a wait", async () => {
      const target = await enter({
        kind: "transactional",
        steps: [
          pause("wait", 1, "hours"),
          { id: "note", type: "notify_admin", config: { title: "An order", body: "Look" } },
        ],
      });
      await house.work();
      house.clock.moveTo(house.clock.now().add({ hours: 1 }));
      onceRead(() => pauseAutomation(house.context, target));
      await house.work();
      expect(await steps()).toEqual([{ status: "scheduled", held: true }]);
      await resumeAutomation(house.context, target);
      onceRead(async () => {});
      await house.pass({ minutes: 1 });
      expect((await house.log()).at(-1)).toBe("notify_admin done");
    });

    test("the end of a sequence stops the text that waited to be tried again", async () => {
      house.phoneCompany(() => ({ kind: "throttled", detail: "too many" }));
      await enter(cancellable);
      await house.work();
      house.phoneCompany(accepted);
      onceRead(async () => {
        await house.deliver("orders/cancelled", orderBody());
        await ingestEvents(house.context);
      });
      await house.pass({ hours: 1 });
      expect(house.texts).toHaveLength(1);
      expect(await house.holdings()).toEqual({ balance: 100, held: 0 });
    });
  });

  describe("a text that waits to be tried again, held by a pause, gives its credits back", () => {
    const throttled = async () => {
      house.phoneCompany(() => ({ kind: "throttled", detail: "too many" }));
      const target = await enter(cancellable);
      await house.work();
      expect(await house.holdings()).toEqual({ balance: 99, held: 1 });
      const [sequence] = await house.rows<{ id: string }>(`SELECT "id" FROM "AutomationSequence"`);
      house.phoneCompany(accepted);
      return { target, sequence: { shopId, sequenceId: sequence?.id ?? "", actor: "test" } };
    };
    const whatIsLeft = async () => {
      await house.pass({ minutes: 1 });
      return { ...(await house.holdings()), steps: await steps(), calls: house.texts.length };
    };
    const nothing = { balance: 100, held: 0, steps: [{ status: "cancelled", held: false }], calls: 1 };

    test("when its automation is archived", async () => {
      const { target } = await throttled();
      await pauseAutomation(house.context, target);
      await archiveAutomation(house.context, target);
      expect(await whatIsLeft()).toEqual(nothing);
    });

    test("when its sequence is cancelled by hand", async () => {
      const { sequence } = await throttled();
      await pauseSequence(house.context, sequence);
      await cancelSequence(house.context, sequence);
      expect(await whatIsLeft()).toEqual(nothing);
    });

    test("when an exit is told, though the automation stays paused", async () => {
      const { target } = await throttled();
      await pauseAutomation(house.context, target);
      await house.tell("orders/cancelled", orderBody());
      expect(await whatIsLeft()).toEqual(nothing);
    });
  });

  test("a next step that is written as its paused sequence is ended is not held for ever", async () => {
    const target = await enter({ ...cancellable, steps: [pause("wait", 1, "days"), ...cancellable.steps] });
    await pauseAutomation(house.context, target);
    await house.tell("orders/cancelled", orderBody());
    const [sequence] = await house.rows<{ id: string }>(`SELECT "id" FROM "AutomationSequence"`);
    const now = house.clock.now();
    await insertScheduled(database().pool, [
      {
        id: house.context.newId(now),
        shopId,
        sequenceId: sequence?.id ?? "",
        stepId: "hi",
        priority: 5,
        dueAt: now,
        jobId: null,
        held: true,
        createdAt: now,
      },
    ]);
    await house.work();
    expect(await steps()).toEqual([
      { status: "cancelled", held: false },
      { status: "cancelled", held: false },
    ]);
  });
});
