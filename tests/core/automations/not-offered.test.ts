import { expect, test } from "vitest";
import { actions, offeredActions } from "#core/actions/index.ts";
import { fieldsShown } from "#core/automations/edit/config.ts";
import { readDefinition } from "#core/automations/definition.ts";
import { offeredTriggers, triggerOf, triggers } from "#core/triggers/index.ts";
import { listTriggers } from "#services/automations/read-triggers.server.ts";

/** Nothing is hidden at present: what a later release prepares stands here. */
const hidden = { triggers: [] as string[], actions: [] as string[] };

test("nothing is offered that the app cannot do yet", () => {
  expect(triggers.filter(({ offered }) => offered === false).map(({ type }) => type)).toEqual(hidden.triggers);
  expect(actions.filter(({ offered }) => offered === false).map(({ type }) => type)).toEqual(hidden.actions);
  expect(listTriggers().map(({ type }) => type)).toEqual(offeredTriggers.map(({ type }) => type));
  expect(offeredTriggers.some(({ type }) => hidden.triggers.includes(type))).toBe(false);
  expect(offeredActions.some(({ type }) => hidden.actions.includes(type))).toBe(false);
});

test("an automation that names segments is read, and shows the setting that it has", () => {
  const segmentId = "0197c0de-0000-7000-8000-000000000001";
  const read = readDefinition({
    name: "Members",
    kind: "marketing",
    trigger: { type: "segment_joined", config: { segment: segmentId } },
    conditions: { field: "customer.segments", op: "has_any", value: ["VIP"] },
    reentry: "once",
    steps: [{ id: "add", type: "add_to_segment", config: { segmentId } }],
  });
  expect(read).toHaveProperty("definition");
  const { fields } = triggerOf("schedule");
  const namesWith = (config: object) => fieldsShown(fields, { ...config }).map(({ name }) => name);
  expect(namesWith({})).toEqual(["pattern", "timezone", "segmentId"]);
  expect(namesWith({ segmentId })).toEqual(["pattern", "timezone", "segmentId"]);
});
