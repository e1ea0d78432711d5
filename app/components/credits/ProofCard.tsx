import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, Icon, InlineStack, List, Text } from "@shopify/polaris";
import { AlertCircleIcon, CheckCircleIcon } from "@shopify/polaris-icons";
import type { ProofComparison } from "#core/credits/proof/compared.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { within } from "#text/sentence.ts";

/** The results of a ledger verification. */
interface ShownProof {
  at: ShownMoment;
  holds: boolean;
  compared: readonly (ProofComparison & { agrees: boolean })[];
  discrepancies: readonly { row: string; problem: string }[];
}

const words = text.credits;

const formatComparison = (one: ProofComparison): string =>
  "said" in one ? words.compared[one.what](one.said, one.sum) : words.compared[one.what](one.looked, one.wrong);

/** Verifies the ledger on request, and shows each comparison. */
export function ProofCard() {
  const { data, state, load } = useFetcher<ShownProof | null>();
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.proof}
          </Text>
          <Text as="p" tone="subdued">
            {words.proofBody}
          </Text>
        </BlockStack>
        <div aria-live="polite">{data && <Result proof={data} />}</div>
        <InlineStack>
          <Button loading={state !== "idle"} onClick={() => load("/app/credits/proof")}>
            {data ? words.proveAgain : words.prove}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function Result({ proof: { at, holds, compared, discrepancies } }: { proof: ShownProof }) {
  const when = within(at.shown);
  return (
    <BlockStack gap="300">
      <Banner tone={holds ? "success" : "critical"} title={holds ? words.proofHolds(when) : words.proofFails(when)}>
        {!holds && words.proofFailsBody}
      </Banner>
      <BlockStack as="ul" gap="200">
        {compared.map((one) => (
          <li key={one.what} style={{ listStyle: "none" }}>
            <InlineStack gap="200" wrap={false} blockAlign="start">
              <div>
                <Icon
                  source={one.agrees ? CheckCircleIcon : AlertCircleIcon}
                  tone={one.agrees ? "success" : "critical"}
                  accessibilityLabel={one.agrees ? words.agrees : words.agreesNot}
                />
              </div>
              <Text as="span">{formatComparison(one)}</Text>
            </InlineStack>
          </li>
        ))}
      </BlockStack>
      {discrepancies.length > 0 && (
        <List>
          {discrepancies.map(({ row, problem }) => (
            <List.Item key={`${row} ${problem}`}>{`${row} ${problem}`}</List.Item>
          ))}
        </List>
      )}
    </BlockStack>
  );
}
