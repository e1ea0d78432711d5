import calculator from "sms-segments-calculator";

export interface SegmentCount {
  segments: number;
  encoding: "GSM-7" | "UCS-2";
  /** Billed characters: GSM-7 extension characters, such as the euro sign, count twice. */
  characters: number;
  /** The first character that forces UCS-2; null for GSM-7. */
  culprit: string | null;
}

const { SegmentedMessage } = calculator;
const cache = new Map<string, SegmentCount>();
const MAX_CACHED = 2_000;

/** GSM-7 characters that count once each, in any combination. */
const BASIC_GSM = /^[A-Za-z0-9 @£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà\n]*$/;
const SINGLE_SEGMENT = 160;
const CONCATENATED_SEGMENT = 153;

/** The characters that fit into this many segments. Concatenated segments lose some to their header. */
export const charactersLeft = ({ segments, encoding }: Pick<SegmentCount, "segments" | "encoding">): number => {
  const [single, concatenated] = encoding === "GSM-7" ? [SINGLE_SEGMENT, CONCATENATED_SEGMENT] : [70, 67];
  return segments <= 1 ? single : segments * concatenated;
};

/**
 * Counts segments with Twilio's calculator. The calculator takes most of a millisecond, so equal texts are counted
 * once, and texts of basic GSM-7 characters only skip it.
 */
export function countSegments(text: string): SegmentCount {
  if (BASIC_GSM.test(text))
    return {
      segments: text.length <= SINGLE_SEGMENT ? 1 : Math.ceil(text.length / CONCATENATED_SEGMENT),
      encoding: "GSM-7",
      characters: text.length,
      culprit: null,
    };
  return calculate(text);
}

function calculate(text: string): SegmentCount {
  const cached = cache.get(text);
  if (cached) return cached;
  const message = new SegmentedMessage(text);
  const count: SegmentCount = {
    segments: Math.max(1, message.segmentsCount),
    encoding: message.encodingName === "GSM-7" ? "GSM-7" : "UCS-2",
    characters: message.numberOfCharacters,
    culprit: message.getNonGsmCharacters()[0] ?? null,
  };
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(text, count);
  return count;
}

/** The characters outside GSM-7, each once, in order. */
export const nonGsmCharacters = (text: string): string[] =>
  BASIC_GSM.test(text) ? [] : [...new Set(new SegmentedMessage(text).getNonGsmCharacters())];
