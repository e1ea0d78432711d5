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

/** Characters of the basic alphabet that take one place each, whatever stands beside them. */
const PLAIN = /^[A-Za-z0-9 @£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà\n]*$/;
const ALONE = 160;
const IN_PARTS = 153;

/** Places in so many segments: a text in parts gives some up for their order. */
export const charactersLeft = ({ segments, encoding }: Pick<SegmentCount, "segments" | "encoding">): number => {
  const [alone, inParts] = encoding === "GSM-7" ? [ALONE, IN_PARTS] : [70, 67];
  return segments <= 1 ? alone : segments * inParts;
};

/**
 * How a text is cut and billed, by Twilio's own calculator. That takes most of a millisecond, so equal texts are
 * counted once; and where each character takes one place, as most texts have it, there is nothing to calculate.
 */
export function countSegments(text: string): SegmentCount {
  if (PLAIN.test(text))
    return {
      segments: text.length <= ALONE ? 1 : Math.ceil(text.length / IN_PARTS),
      encoding: "GSM-7",
      characters: text.length,
      culprit: null,
    };
  return calculate(text);
}

function calculate(text: string): SegmentCount {
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

/** The characters that phones' basic alphabet lacks, each once, in their order. */
export const nonGsmCharacters = (text: string): string[] =>
  PLAIN.test(text) ? [] : [...new Set(new SegmentedMessage(text).getNonGsmCharacters())];
