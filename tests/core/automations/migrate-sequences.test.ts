import { describe, expect, test } from "vitest";
import type { StepDocument } from "#core/actions/index.ts";
import { countMigrationFates, migrateSequences, type ActiveSequence } from "#core/automations/migrate-sequences.ts";
import { definitionOf, pause, say } from "../definitions.ts";

const flow = (...steps: StepDocument[]) => definitionOf({ steps });
const old = flow(say("a"), pause("wait", 2, "days"), say("b"), say("c"));
const at = (stepId: string | null, behind: string[] = [], underWay = false): ActiveSequence => ({
  definition: old,
  stepId,
  behind,
  underWay,
});
const moving = (insider: ActiveSequence, next: ReturnType<typeof flow>) => {
  const [fate] = migrateSequences("move", [insider], next);
  return fate && "because" in fate
    ? fate.because
    : fate?.kind === "moves"
      ? fate.retimed
        ? "moves, retimed"
        : "moves"
      : fate?.kind;
};

describe("those inside when a version is published", () => {
  test("that stand alike are decided once and counted as many", () => {
    const next = flow(say("a"), pause("wait", 3, "days"), say("b"));
    const fates = migrateSequences("move", [{ ...at("wait", ["a"]), sequences: 50_000 }, at("c")], next);
    expect(countMigrationFates(fates)).toMatchObject({
      total: 50_001,
      moved: 50_000,
      retimed: 50_000,
      stayed: { step_gone: 1 },
    });
  });

  test("finish on their own, or are cancelled, wherever they are", () => {
    expect(migrateSequences("finish", [at("a")], old)).toMatchObject([{ kind: "stays", because: "asked" }]);
    expect(migrateSequences("cancel", [at(null, [], true)], old)).toMatchObject([{ kind: "cancelled" }]);
  });

  test("move to the step of the same name, which keeps its time", () => {
    expect(moving(at("b", ["a", "wait"]), flow(say("a"), pause("wait", 1, "days"), say("b", "Other words")))).toBe(
      "moves",
    );
  });

  test("a changed wait is retimed, an unchanged one is not", () => {
    expect(moving(at("wait", ["a"]), flow(say("a"), pause("wait", 3, "days"), say("b")))).toBe("moves, retimed");
    expect(moving(at("wait", ["a"]), flow(say("a"), pause("wait", 2, "days"), say("z")))).toBe("moves");
    expect(moving(at("b", ["a"]), flow(say("a"), pause("b", 3, "days")))).toBe("moves, retimed");
    const morning = { id: "morning", type: "wait", config: { untilTime: { at: "10:00" } } };
    expect(moving(at("wait", ["a"]), flow(say("a"), pause("wait", 2, "days"), morning, say("b")))).toBe(
      "moves, retimed",
    );
  });

  test("stay where their step is gone, a text is under way, or they stand between two steps", () => {
    expect(moving(at("b"), flow(say("a")))).toBe("step_gone");
    expect(moving(at("b", [], true), old)).toBe("under_way");
    expect(moving(at(null), old)).toBe("under_way");
  });

  test("stay where they would come to a step a second time", () => {
    const turned = flow(say("b"), pause("wait", 2, "days"), say("a"));
    expect(moving(at("b", ["a", "wait"]), turned)).toBe("would_repeat");
    expect(moving(at("wait", ["a"]), turned)).toBe("would_repeat");
    expect(moving(at("a"), turned)).toBe("moves");
  });

  test("look ahead below the step and after it, not into the arms they did not take", () => {
    const forked = flow(
      {
        id: "fork",
        type: "branch",
        arms: [
          {
            id: "one",
            when: { field: "customer.orders_count", op: "at_least", value: 1 },
            steps: [say("b"), say("x")],
          },
          { id: "rest", steps: [say("a")] },
        ],
      },
      say("c"),
    );
    expect(moving(at("b", ["a"]), forked)).toBe("moves");
    expect(moving(at("b", ["c"]), forked)).toBe("would_repeat");
    const [fate] = migrateSequences("move", [{ ...at("fork", ["a"]), definition: forked }], forked);
    expect(fate).toMatchObject({ kind: "stays", because: "would_repeat" });
  });

  test("stay where they came in by another trigger: they do not know what the new texts speak of", () => {
    expect(moving(at("b"), definitionOf({ trigger: { type: "checkout_abandoned" }, steps: [say("b")] }))).toBe(
      "other_trigger",
    );
  });

  test("are counted", () => {
    const next = flow(say("a"), pause("wait", 3, "days"));
    expect(
      countMigrationFates(migrateSequences("move", [at("a"), at("wait"), at("b"), at("a", [], true)], next)),
    ).toEqual({
      total: 4,
      cancelled: 0,
      moved: 2,
      retimed: 1,
      stayed: { asked: 0, step_gone: 1, under_way: 1, would_repeat: 0, other_trigger: 0 },
    });
  });
});
