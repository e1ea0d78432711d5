import type { Check } from "../activity/explanation.ts";
import { isMarketing, type MessageKind } from "./guards/define.ts";
import { rules } from "./quiet-hours/rules.ts";

interface Identity {
  shopName: string;
  /** No marketing text went to this number before. */
  first: boolean;
}

/** What a text must tell of its sender: only the first that sells does, and the question that leads up to it. */
export const identityOf = ({
  kind,
  firstMarketing,
  shop,
}: {
  kind: MessageKind;
  firstMarketing: boolean;
  shop: { name: string };
}): Identity => ({
  shopName: shop.name,
  first: isMarketing(kind) && firstMarketing,
});

const STOP_NOTICE = "Reply STOP to opt out";

const SAYS_HOW = [
  /\b(?:reply|text|txt|send|answer|respond|r[ée]pond\w*|envoy\w*|env[íi]\w*|responde\w*|antworte\w*)\b[^.!?\n]{0,20}\bstop\b/i,
  /\bSTOP\b\s*(?:=|:|to|2|pour|para|per|um)\s*\S/,
];

const folded = (text: string): string =>
  text.normalize("NFKC").toLowerCase().replace(/[‘’]/g, "'").replace(/\s+/g, " ").trim();

/**
 * Whether the name stands in it as a word of its own: "the gap" names Gap, "gaping" does not. A shop without a name
 * needs none.
 */
function names(body: string, shopName: string): boolean {
  const name = folded(shopName).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, "u").test(folded(body));
}

const saysHowToStop = (body: string): boolean => SAYS_HOW.some((way) => way.test(body));

/**
 * The text as it goes out: a first one names the shop and says how to stop, in so far as it does not already. An
 * empty text stays empty.
 */
export function identify(body: string, { shopName, first }: Identity): string {
  if (!first || body.trim() === "") return body;
  const named = names(body, shopName) ? body : `${shopName.trim()}: ${body}`;
  if (saysHowToStop(named)) return named;
  return `${closed(named.trimEnd())} ${STOP_NOTICE}`;
}

/** Ends a sentence with a full stop, but for one that ends in a link, of which it would become a part. */
const closed = (text: string): string => (/[\p{L}\p{N}]$/u.test(text) && !/\/\S*$/.test(text) ? `${text}.` : text);

/** The line of the explanation. @param body as it was before `identify` */
export function identificationCheck(body: string, { shopName, first }: Identity): Check {
  const saw = {
    first_marketing_text: first,
    names_the_shop: names(body, shopName),
    says_how_to_stop: saysHowToStop(body),
  };
  return { guard: "identification", answer: "pass", saw, rule: rules.identification.rule };
}
