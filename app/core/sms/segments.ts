import calculator from "sms-segments-calculator";

export interface SegmentCount {
  segments: number;
  encoding: "GSM-7" | "UCS-2";
  /** Characters as they are billed: some of the basic alphabet, such as the euro sign, take two places. */
  characters: number;
  /** The first character that made the whole text UCS-2, if one did. */
  culprit: string | null;
}

const { SegmentedMessage } = calculator;
const remembered = new Map<string, SegmentCount>();
const REMEMBERED_AT_MOST = 2_000;

/** How a text is cut and billed, by Twilio's own calculator. Counting takes most of a millisecond, so equal texts are counted once. */
export function countSegments(text: string): SegmentCount {
  const known = remembered.get(text);
  if (known) return known;
  const message = new SegmentedMessage(text);
  const count: SegmentCount = {
    segments: Math.max(1, message.segmentsCount),
    encoding: message.encodingName === "GSM-7" ? "GSM-7" : "UCS-2",
    characters: message.numberOfCharacters,
    culprit: message.getNonGsmCharacters()[0] ?? null,
  };
  if (remembered.size >= REMEMBERED_AT_MOST) remembered.clear();
  remembered.set(text, count);
  return count;
}
