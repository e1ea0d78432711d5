import { BlockStack, Button, Card, Collapsible, InlineStack, Text } from "@shopify/polaris";
import { useId, useState } from "react";
import type { ConsentState } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { statusText } from "#text/statuses.ts";
import { within } from "#text/sentence.ts";
import { usePermission } from "../page/access.tsx";
import { Fact, Facts } from "../page/Facts.tsx";
import { ConsentBadge } from "./ConsentBadge.tsx";
import { NumberList, type CustomerNumber } from "./NumberList.tsx";
import { ProofList, type ConsentProof } from "./ProofList.tsx";
import { StaffWord } from "./StaffWord.tsx";

interface ConsentCardProps {
  consent: ConsentState;
  emailConsent: ConsentState;
  suppression: { since: ShownMoment; ours: boolean } | null;
  proofs: readonly ConsentProof[];
  numbers: readonly CustomerNumber[];
}

const words = text.customers;

/** The customer's consent with its proofs, and the suppression by the team. */
export function ConsentCard({ consent, emailConsent, suppression, proofs, numbers }: ConsentCardProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const mayManage = usePermission("customers.manage");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {words.consents}
        </Text>
        <Facts>
          <Fact name={words.consentNow}>
            <ConsentBadge state={suppression ? "suppressed" : consent} />
          </Fact>
          <Fact name={words.emailConsentNow}>{statusText.emailConsent[emailConsent]}</Fact>
        </Facts>
        {numbers.length > 0 && <NumberList numbers={numbers} />}
        {suppression && (
          <Text as="p">
            {(suppression.ours ? words.suppression.ours : words.suppression.theirs)(within(suppression.since.shown))}
          </Text>
        )}
        {proofs.length === 0 ? (
          <Text as="p" tone="subdued">
            {words.noProof}
          </Text>
        ) : (
          <>
            <InlineStack>
              <Button
                variant="plain"
                disclosure={open ? "up" : "down"}
                ariaExpanded={open}
                ariaControls={id}
                onClick={() => setOpen(!open)}
              >
                {open ? words.hideProof : words.proofOf(proofs.length)}
              </Button>
            </InlineStack>
            <Collapsible id={id} open={open}>
              <ProofList proofs={proofs} />
            </Collapsible>
          </>
        )}
        {mayManage && numbers.length > 0 && (!suppression || suppression.ours) && (
          <StaffWord suppressed={suppression !== null} />
        )}
      </BlockStack>
    </Card>
  );
}
