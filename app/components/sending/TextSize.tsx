import { Banner, BlockStack, Box, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { formatReason } from "#text/reasons.ts";
import { formatCredits } from "./format-credits.ts";
import type { TemplateAnalysis } from "./analyse-template.ts";
import type { Mend } from "./format-template-problem.ts";
import { NonGsmCharacters } from "./NonGsmCharacters.tsx";

const words = text.message;

interface TextSizeProps {
  analysis: TemplateAnalysis | null;
  /** The country that prices are told for. */
  country: string;
  channel: "sms" | "email";
  /** False for a message that the merchant has not started. */
  begun: boolean;
  onFix: (mend: Mend) => void;
}

/** Segments, characters and credits of a message, and how to shorten it. Its height is reserved during analysis. */
export function TextSize({ analysis, country, channel, begun, onFix }: TextSizeProps) {
  const refused = begun && analysis?.text?.refused && formatReason(analysis.text.refused);
  const reach = analysis && !refused ? reachLine(analysis) : null;
  const { links = [], tracked = 0 } = analysis?.text ?? {};
  return (
    <BlockStack gap="200">
      <Box minHeight={channel === "sms" ? "2.5rem" : "1.25rem"}>
        <div aria-live="polite">
          <Text as="p" fontWeight="medium">
            {!begun ? words.size.notBegun[channel] : analysis ? sizeLine(analysis, country) : words.checking}
          </Text>
          {links.length > 0 && (
            <Text as="p" variant="bodySm" tone="subdued">
              {[words.links(links.length, links.join("").length), tracked > 0 && words.tracked]
                .filter(Boolean)
                .join(" ")}
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

function sizeLine({ text: size, body }: TemplateAnalysis, country: string): string {
  const { segments, characters, emailCharacters } = words.size;
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
