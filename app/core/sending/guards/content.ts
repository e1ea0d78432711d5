import { countSegments } from "../segments.ts";
import { pass, skip, type GuardAnswer, type TextDraft, type TextGuard } from "./define.ts";

/** What Twilio takes in one call. */
const MOST_CHARACTERS = 1_600;
const MOST_SEGMENTS = 10;

/** Whether a text can be sent as it reads. */
export function checkBody(body: string): GuardAnswer {
  if (body === "") return skip("message_empty", { characters: 0 });
  // Told from the length first: counting the segments of a text that ran wild would take seconds.
  const rule = `at most ${MOST_CHARACTERS} characters in ${MOST_SEGMENTS} segments`;
  if (body.length > MOST_CHARACTERS) return skip("message_too_long", { characters: body.length }, rule);
  const { segments, encoding, characters } = countSegments(body);
  const saw = { characters, segments, encoding };
  return segments > MOST_SEGMENTS ? skip("message_too_long", saw, rule) : pass(saw, rule);
}

/** Whether words make a text, whoever it is for. */
export const checkWords = (draft: TextDraft): GuardAnswer =>
  "refused" in draft ? skip(draft.refused, { problem: draft.detail }) : checkBody(draft.body);

export const isRenderable: TextGuard = { name: "message", check: (_facts, draft) => checkWords(draft) };
