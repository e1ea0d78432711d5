import { expect, test } from "vitest";
import { isConversationOpen, isConversing } from "#core/inbox/conversation.ts";
import { sourcesOf } from "#core/sending/quiet-hours/rulebook.ts";
import { rules } from "#core/sending/quiet-hours/rules.ts";
import { at } from "../instant.ts";

const wrote = at("2026-03-01T12:00:00Z");

test.each([
  ["at once", "2026-03-01T12:00:00Z", true, true],
  ["two hours later", "2026-03-01T14:00:00Z", true, true],
  ["a second after that", "2026-03-01T14:00:01Z", true, false],
  ["thirty days later", "2026-03-31T12:00:00Z", true, false],
  ["a second after that", "2026-03-31T12:00:01Z", false, false],
])("who wrote is answered %s (%s): %s, at any hour: %s", (_when, now, conversing, awake) => {
  expect([isConversing(wrote, at(now)), isConversationOpen(wrote, at(now))]).toEqual([conversing, awake]);
});

test("who never wrote has begun no conversation", () => {
  expect([isConversing(null, wrote), isConversationOpen(null, wrote)]).toEqual([false, false]);
});

test("each rule of it names where it stands", () => {
  for (const { rule } of [rules.conversation, rules.answerAtOnce, rules.test])
    expect(sourcesOf(rule)[0]?.source).toBeTruthy();
});
