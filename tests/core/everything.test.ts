import { expect, test } from "vitest";
import { actions } from "#core/actions/index.ts";
import { families } from "#core/conditions/operators/index.ts";
import { emailGuards } from "#core/sending/guards/email.ts";
import { stepGuards, textGuards, unpaidGuards } from "#core/sending/guards/index.ts";
import { triggerTypes } from "#core/triggers/index.ts";
import { scenarios as ofActions } from "./actions/scenarios.ts";
import { offered, scenarios as ofOperators } from "./conditions/scenarios.ts";
import { scenarios as ofGuards } from "./sending/guards/scenarios.ts";
import { scenarios as ofTriggers } from "./triggers/scenarios.ts";

/** Every registered trigger, action and guard must appear in a scenario. */
const registered = {
  trigger: [...triggerTypes],
  action: actions.map(({ type }) => type),
  guard: [...new Set([...stepGuards, ...unpaidGuards, ...textGuards, ...emailGuards].map(({ name }) => name))],
  operator: families.flatMap(({ is, operators }) => operators.map(({ key }) => `${is}: ${key}`)),
};

const familyOf = (path: string): string | undefined =>
  families.find(({ types }) => types.some((type) => type === offered.find((field) => field.path === path)?.type))?.is;
const scenarioNames: Record<keyof typeof registered, readonly string[]> = {
  trigger: Object.keys(ofTriggers),
  action: Object.keys(ofActions),
  guard: Object.keys(ofGuards),
  operator: ofOperators.map(({ field, op }) => `${familyOf(field)}: ${op}`),
};

test.for(Object.keys(registered) as (keyof typeof registered)[])(
  "every %s has a scenario, and no scenario is of one that is not there",
  (kind) => {
    expect(new Set<string>(scenarioNames[kind])).toEqual(new Set<string>(registered[kind]));
  },
);
