import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { Flow } from "#text/flow.ts";
import type { ShownMoment } from "#text/moment.ts";
import { Fact, Facts } from "../page/Facts.tsx";
import { Time } from "../page/Time.tsx";

interface DetailsCardProps {
  id: string;
  flow: Flow | null;
  version: { number: number; published: ShownMoment; by: string } | null;
  made: ShownMoment;
}

const words = text.automation;

/** The settings of the automation as a whole. */
export function DetailsCard({ id, flow, version, made }: DetailsCardProps) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {words.details}
        </Text>
        <Facts>
          <Fact name={words.version}>
            {version && <Link url={`/app/automations/${id}/versions`}>{words.versionOf(version.number)}</Link>}
          </Fact>
          <Fact name={words.published}>{version && words.publishedBy(version.published.shown, version.by)}</Fact>
          <Fact name={words.made}>
            <Time at={made} />
          </Fact>
        </Facts>
        {flow && (
          <BlockStack gap="200">
            <Rule name={words.kindOf}>{words.kind[flow.kind]}</Rule>
            {flow.only && <Rule name={words.only}>{flow.only}</Rule>}
            <Rule name={words.again}>{flow.again}</Rule>
            {flow.atOnce && <Rule name={words.atOnce}>{flow.atOnce}</Rule>}
            <Rule name={words.ends}>{flow.ends.length > 0 ? flow.ends : words.endsNever}</Rule>
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}

function Rule({ name, children }: { name: string; children: string | readonly string[] }) {
  return (
    <BlockStack gap="025">
      <Text as="p" tone="subdued">
        {name}
      </Text>
      {[children].flat().map((line) => (
        <Text as="p" breakWord key={line}>
          {line}
        </Text>
      ))}
    </BlockStack>
  );
}
