import { BlockStack, Box, Text } from "@shopify/polaris";
import type { ConsentState } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { Fact, Facts } from "../page/Facts.tsx";

/** A consent change with its proof. */
export interface ConsentProof {
  id: string;
  state: ConsentState;
  previous: ConsentState;
  source: string;
  words: string | null;
  wordsVersion: string | null;
  optInLevel: string | null;
  page: string | null;
  ip: string | null;
  userAgent: string | null;
  /** In the customer's time zone. */
  at: ShownMoment;
  lacks: readonly string[];
}

const words = text.customers;
const names = words.proofFacts;

/** Consent proofs, newest first: words, version, source, and missing parts. */
export const ProofList = ({ proofs }: { proofs: readonly ConsentProof[] }) => (
  <BlockStack gap="300">
    {proofs.map(
      ({ id, state, previous, source, words: said, wordsVersion, optInLevel, page, ip, userAgent, at, lacks }) => (
        <Box key={id} borderBlockStartWidth="025" borderColor="border" paddingBlockStart="200">
          <BlockStack gap="050">
            <Text as="h3" variant="headingSm">
              {words.changed(state, previous)}
            </Text>
            <Text as="p" tone="subdued">
              <time dateTime={at.iso}>{at.exact}</time>
            </Text>
            <Facts>
              <Fact name={names.how}>{words.sourceOf(source)}</Fact>
              <Fact name={names.words}>{said && `“${said}”`}</Fact>
              <Fact name={names.version}>{wordsVersion}</Fact>
              <Fact name={names.level}>{optInLevel && words.levelOf(optInLevel)}</Fact>
              <Fact name={names.page}>{page}</Fact>
              <Fact name={names.ip}>{ip}</Fact>
              <Fact name={names.browser}>{userAgent}</Fact>
              <Fact name={names.lacks}>{lacks.length > 0 ? lacks.join(", ") : null}</Fact>
            </Facts>
          </BlockStack>
        </Box>
      ),
    )}
  </BlockStack>
);
