import { Banner, BlockStack, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { NonGsmCharacter } from "./analyse-template.ts";
import type { Mend } from "./format-template-problem.ts";

const words = text.message.odd;

/** Characters outside GSM-7, with buttons to replace or remove them. */
export function NonGsmCharacters({
  odd,
  segments,
  onFix,
}: {
  odd: NonGsmCharacter;
  segments: number;
  onFix: (mend: Mend) => void;
}) {
  const { written, plain, left, removable, without, inData, segmentsPlain } = odd;
  const ways = [
    ...(plain === null ? [] : [{ content: words.fix, onAction: () => onFix(plain) }]),
    ...(without === null
      ? []
      : [{ content: words.leaveOut(removable, plain !== null), onAction: () => onFix(without) }]),
  ];
  if (written.length === 0) {
    return (
      <Text as="p" variant="bodySm" tone="subdued">
        {words.inData(inData)}
      </Text>
    );
  }
  return (
    <Banner
      tone="warning"
      title={words.title(written)}
      {...(ways[0] && { action: ways[0] })}
      {...(ways[1] && { secondaryAction: ways[1] })}
    >
      <BlockStack gap="100">
        <Text as="p">{segmentsPlain < segments ? words.dearer(segments, segmentsPlain) : words.room}</Text>
        {left.length > 0 && <Text as="p">{words.left(left)}</Text>}
        {inData.length > 0 && <Text as="p">{words.inData(inData)}</Text>}
      </BlockStack>
    </Banner>
  );
}
