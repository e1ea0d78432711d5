import { Banner, BlockStack, Box, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { formatReason } from "#text/reasons.ts";
import { creditsFor, pricePerMms } from "#core/credits/prices.ts";
import { shortCountryName } from "#core/intake/code-lists/countries.ts";
import type { TextPreview } from "#core/sending/preview.ts";
import { formatCredits } from "./format-credits.ts";
import type { TemplateAnalysis } from "./analyse-template.ts";
import type { Mend } from "./format-template-problem.ts";
import { NonGsmCharacters } from "./NonGsmCharacters.tsx";

const words = text.message;

interface TextSizeProps {
  analysis: TemplateAnalysis | null;
  /** The country of the prices. */
  country: string;
  channel: "sms" | "email";
  /** It carries a picture or a contact card. */
  isMms: boolean;
  /** False for a message that the merchant has not started. */
  begun: boolean;
  onFix: (mend: Mend) => void;
}

/** Segments, characters and credits of a message, and how to shorten it. Its height is reserved during analysis. */
export function TextSize({ analysis, country, channel, isMms, begun, onFix }: TextSizeProps) {
  const refused = begun && analysis?.text?.refused && formatReason(analysis.text.refused);
  const reach = analysis && !refused && !isMms ? reachLine(analysis) : null;
  const mms = analysis?.text && mmsLine(analysis.text, country, isMms);
  const { links = [], tracked = 0 } = analysis?.text ?? {};
  return (
    <BlockStack gap="200">
      <Box minHeight={channel === "sms" ? "2.5rem" : "1.25rem"}>
        <div aria-live="polite">
          <Text as="p" fontWeight="medium">
            {!begun ? words.size.notBegun[channel] : analysis ? sizeLine(analysis, country, isMms) : words.checking}
          </Text>
          {links.length > 0 && (
            <Text as="p" variant="bodySm" tone="subdued">
              {[words.links(links.length, links.join("").length), tracked > 0 && words.tracked]
                .filter(Boolean)
                .join(" ")}
            </Text>
          )}
          {begun && mms && (
            <Text as="p" variant="bodySm" tone={isMms ? "subdued" : "success"}>
              {mms}
            </Text>
          )}
          {reach && (
            <Text as="p" variant="bodySm" tone={reach.warns ? "caution" : "subdued"}>
              {reach.said}
            </Text>
          )}
        </div>
      </Box>
      {refused && (
        <Banner tone="critical" title={`${refused.label}.`}>
          {refused.remedy}
        </Banner>
      )}
      {analysis?.odd && analysis.text && (
        <NonGsmCharacters odd={analysis.odd} segments={analysis.text.segments} onFix={onFix} />
      )}
    </BlockStack>
  );
}

/** Where and how the text goes out as an MMS, or that one would cost less than its segments. */
function mmsLine({ segments }: TextPreview, country: string, isMms: boolean): string | null {
  const price = pricePerMms(country);
  if (isMms) return price === null ? words.mms.notHere(shortCountryName(country)) : words.mms.others(segments);
  return price !== null && price < creditsFor(segments, country) ? words.mms.cheaper(price) : null;
}

function sizeLine({ text: size, body }: TemplateAnalysis, country: string, isMms: boolean): string {
  const { segments, characters, emailCharacters } = words.size;
  if (size && isMms && pricePerMms(country) !== null)
    return [words.mms.name, words.mms.length(size.body.length), formatCredits(size, country, isMms)].join(" · ");
  if (size)
    return [segments(size.segments), characters(size.characters, size.room), formatCredits(size, country)].join(" · ");
  return body === null ? words.unreadable : emailCharacters(body.length);
}

/** The segments with longer values than the sample's. */
function reachLine({ text: now, longest }: TemplateAnalysis): { said: string; warns: boolean } | null {
  if (!now || !longest || now.body === "" || longest.body === now.body) return null;
  if (longest.refused === "message_too_long") return { said: words.longest.over, warns: true };
  return longest.segments > now.segments
    ? { said: words.longest.more(now.segments, longest.segments), warns: true }
    : { said: words.longest.fits(now.segments), warns: false };
}
