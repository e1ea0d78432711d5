import { describe, expect, test } from "vitest";
import { emailGuards } from "#core/sending/guards/email.ts";
import { stepGuards, textGuards, unpaidGuards } from "#core/sending/guards/index.ts";
import type { GuardAnswer } from "#core/sending/guards/define.ts";
import { scenarios, type GuardScenario } from "./scenarios.ts";

/** A guard that does not apply has nothing against the text. */
const NOTHING: GuardAnswer = { answer: "pass", saw: {} };

const asked: Record<string, (scenario: GuardScenario) => GuardAnswer> = Object.fromEntries([
  ...emailGuards.map(
    (guard) =>
      [
        guard.name,
        ({ facts, mailbox }: GuardScenario) =>
          guard.applies?.(facts) === false
            ? NOTHING
            : guard.check(facts, mailbox ?? { address: null, consent: "not_subscribed", recent: [] }),
      ] as const,
  ),
  ...stepGuards.map((guard) => [guard.name, ({ facts }: GuardScenario) => guard.check(facts)] as const),
  ...[...unpaidGuards, ...textGuards].map(
    (guard) =>
      [
        guard.name,
        ({ facts, draft }: GuardScenario) =>
          guard.applies?.(facts) === false ? NOTHING : guard.check(facts, draft ?? { body: "Hello" }),
      ] as const,
  ),
]);

describe.each(Object.entries(scenarios))("%s", (name, scenes) => {
  test.each(scenes)("$fact: $reason", (scene) => {
    const answer = asked[name]?.(scene);
    expect(answer && "reason" in answer ? answer.reason : answer?.answer).toBe(scene.reason ?? "pass");
  });

  test("has a scene that passes and one that does not", () => {
    expect(new Set(scenes.map(({ reason }) => reason === null))).toEqual(new Set([true, false]));
  });
});
