import { LOOK_AGAIN, sentBefore } from "../recovered-texts.ts";
import type { Check } from "#core/activity/explanation.ts";
import type { Spend, SpendCaps } from "#core/credits/spend.ts";
import { formatDuration, isOlderThan } from "#core/time/duration.ts";
import { countSegments } from "../segments.ts";
import type { Instant } from "#core/time/time.ts";
import { type GuardAnswer, pass, skip, type StepFacts, type TextDraft, type TextGuard } from "./define.ts";

/** Twilio's limit per message. */
const MAX_CHARACTERS = 1_600;
const MAX_SEGMENTS = 10;

/** Whether a body can be sent: not empty and within the limits. */
export function checkBody(body: string): GuardAnswer {
  if (body === "") return skip("message_empty", { characters: 0 });
  // Check the length first: counting the segments of a huge text takes seconds.
  const rule = `at most ${MAX_CHARACTERS} characters in ${MAX_SEGMENTS} segments`;
  if (body.length > MAX_CHARACTERS) return skip("message_too_long", { characters: body.length }, rule);
  const { segments, encoding, characters } = countSegments(body);
  const saw = { characters, segments, encoding };
  return segments > MAX_SEGMENTS ? skip("message_too_long", saw, rule) : pass(saw, rule);
}

/** Checks a draft without its recipient. */
export const checkDraft = (draft: TextDraft): GuardAnswer =>
  "refused" in draft ? skip(draft.refused, { problem: draft.detail }) : checkBody(draft.body);

export const isRenderable: TextGuard = { name: "message", check: (_facts, draft) => checkDraft(draft) };

/** Leaves no line where the shop has no cap. It runs before the credits are reserved, in the same transaction. */
export const spendCheck = (
  { spendCapPerDay, spendCapPerMonth }: SpendCaps,
  { inDay, inMonth }: Spend,
  needed: number,
  broken: { period: string } | null,
): Check[] =>
  spendCapPerDay === null && spendCapPerMonth === null
    ? []
    : [
        {
          guard: "spend_cap",
          answer: broken ? "skip" : "pass",
          ...(broken && { reason: "spend_cap" as const }),
          saw: {
            needed,
            ...(spendCapPerDay !== null && { spent_in_day: inDay, cap_per_day: spendCapPerDay }),
            ...(spendCapPerMonth !== null && { spent_in_month: inMonth, cap_per_month: spendCapPerMonth }),
          },
        },
      ];

/** The last guard. It runs in the transaction that locks the balance. */
export const creditsCheck = (needed: number, balance: number, covered: boolean): Check => ({
  guard: "credits",
  answer: covered ? "pass" : "skip",
  ...(!covered && { reason: "insufficient_credits" as const }),
  saw: { needed, balance },
});

/** Skips a text that waited for credits longer than its trigger's events stay fresh. */
export const creditsInTime: TextGuard = {
  name: "credits_in_time",
  check: ({ now, unpaid }) => waitedInTime(unpaid, now),
};

/** Skips a text that waited for its sender longer than its trigger's events stay fresh. */
export const senderInTime: TextGuard = {
  name: "sender_in_time",
  check: ({ now, throttled }) => waitedInTime(throttled, now),
};

function waitedInTime(wait: StepFacts["unpaid"], now: Instant): GuardAnswer {
  if (!wait) return pass({ waited_since: null });
  const { since, staleAfter } = wait;
  const saw = { waited_since: since.toString() };
  const rule = `not longer than ${formatDuration(staleAfter)}`;
  return isOlderThan(since, staleAfter, now) ? skip("stale_event", saw, rule) : pass(saw, rule);
}

/**
 * A text that went out between a copy and its restore does not go out again. Until the provider's list was read, no text
 * goes out about what the store had before the restore.
 */
export const notSentBeforeRestore: TextGuard = {
  name: "not_recovered",
  applies: ({ recovered }) => recovered !== undefined && (!recovered.isRead || recovered.texts.length > 0),
  check: ({ recovered, now }, draft) => {
    if (!recovered || !("body" in draft)) return pass({ texts_since_the_copy: 0 });
    if (!recovered.isRead)
      return { answer: "defer", reason: "restore_unread", until: now.add(LOOK_AGAIN), saw: { list_was_read: false } };
    const sent = sentBefore(draft.body, recovered);
    return sent
      ? skip("sent_before_restore", { sent_at: sent.sentAt.toString(), provider_id: sent.providerId })
      : pass({ texts_since_the_copy: recovered.texts.length });
  },
};
