import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import type { AddressOrigin } from "#core/customers/addresses.ts";
import type { ConsentState } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { within } from "#text/sentence.ts";
import { ConsentBadge } from "./ConsentBadge.tsx";

/** A number of the customer with its own consent. */
export interface CustomerNumber {
  phone: string;
  origin: AddressOrigin;
  consent: ConsentState | "suppressed";
  level: string | null;
  namesCartReminders: boolean;
  isFormer: boolean;
  isTaken: boolean;
  unreachable: { code: string; until: ShownMoment } | null;
}

const words = text.customers.numbers;

/** Every number of the customer: where it comes from, its consent, and which one marketing goes to. */
export function NumberList({ numbers }: { numbers: readonly CustomerNumber[] }) {
  return (
    <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
      {numbers.map((number) => (
        <li key={number.phone} style={{ paddingBlock: "var(--p-space-100)" }}>
          <BlockStack gap="050">
            <InlineStack align="space-between" gap="200">
              <Text as="span" fontWeight={number.isTaken ? "semibold" : "regular"}>
                {number.phone}
              </Text>
              <ConsentBadge state={number.consent} />
            </InlineStack>
            <Text as="span" tone="subdued">
              {detailsOf(number).join(" · ")}
            </Text>
          </BlockStack>
        </li>
      ))}
    </ul>
  );
}

function detailsOf(number: CustomerNumber): string[] {
  const { origin, consent, level, namesCartReminders, isFormer, isTaken, unreachable } = number;
  return [
    words.origins[origin],
    ...(isFormer ? [words.former] : []),
    ...(isTaken ? [words.taken] : []),
    ...(consent === "subscribed" && level ? [text.customers.levelOf(level)] : []),
    ...(consent === "subscribed" && namesCartReminders ? [words.namesCarts] : []),
    ...(unreachable ? [words.unreachable(unreachable.code, within(unreachable.until.shown))] : []),
  ];
}
