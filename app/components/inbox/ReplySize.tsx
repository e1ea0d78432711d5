import { countSegments } from "#core/sending/segments.ts";
import { text } from "#text/en.ts";

const words = text.inbox;

/** The segments and credits of a written text, and the character that forces UCS-2. */
export function ReplySize({ body, price }: { body: string; price: number | null }) {
  const { segments, culprit } = countSegments(body.trim());
  return `${words.count(segments, price === null ? null : price * segments)}${culprit ? `. ${words.culprit(culprit)}` : ""}`;
}
