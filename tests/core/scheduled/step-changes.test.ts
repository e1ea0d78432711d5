import { expect, test } from "vitest";
import { blockerToCancelling, blockerToMoving, type ChangeableStep } from "#core/scheduled/step-changes.ts";

const waiting: ChangeableStep = {
  status: "scheduled",
  held: false,
  claimed: false,
  messageStatus: null,
  automationStatus: "active",
  sequenceStatus: "active",
};

test.each<[Partial<ChangeableStep>, string | null, string | null]>([
  [{}, null, null],
  [{ status: "executed" }, "over", "over"],
  [{ status: "cancelled" }, "over", "over"],
  [{ claimed: true }, "under_way", "under_way"],
  [{ messageStatus: "sending" }, "under_way", "under_way"],
  [{ messageStatus: "unknown", held: true }, "under_way", "under_way"],
  [{ messageStatus: "pending" }, "trying_again", "trying_again"],
  [{ held: true, automationStatus: "paused" }, null, "automation_off"],
  [{ held: true, sequenceStatus: "paused" }, null, "sequence_paused"],
  [{ held: true }, null, "held"],
])("a step that is %j is cancelled but for %s, and moved but for %s", (change, cancelling, moving) => {
  expect([blockerToCancelling({ ...waiting, ...change }), blockerToMoving({ ...waiting, ...change })]).toEqual([
    cancelling,
    moving,
  ]);
});
