import { BlockStack, Button, Card, Checkbox, ChoiceList, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { senderKinds, type SenderKind } from "#core/statuses.ts";
import { useAction } from "#components/browser/use-action.ts";
import { text } from "#text/en.ts";

const words = text.senders.choose;
const isNumber = (kind: SenderKind): boolean => kind !== "alphanumeric";
const tollFreeCountries = Object.entries(words.countries).map(([value, label]) => ({ value, label }));
const kindOptions = senderKinds.filter(isNumber).map((value) => ({ value, label: text.senders.kinds[value] }));

interface ChooseSenderProps {
  /** Where the shop is, an ISO code. */
  country: string | null;
  offersNumber: boolean;
  offersName: boolean;
}

/** Asks what texts should come from, and begins its set-up. */
export function ChooseSender({ country, offersNumber, offersName }: ChooseSenderProps) {
  const isAmerican = country !== null && Object.hasOwn(words.countries, country);
  const choices = [
    ...(offersNumber ? [{ value: "new", label: words.tollFree, helpText: words.tollFreeHelp }] : []),
    ...(offersName ? [{ value: "name", label: words.name, helpText: words.nameHelp }] : []),
    ...(offersNumber ? [{ value: "brought", label: words.brought, helpText: words.broughtHelp }] : []),
  ];
  const [chosen, setChosen] = useState(offersNumber && (isAmerican || !offersName) ? "new" : "name");
  const [place, setPlace] = useState(isAmerican ? country : "US");
  const [senderName, setSenderName] = useState("");
  const [number, setNumber] = useState("");
  const [kind, setKind] = useState<SenderKind>("toll_free");
  const [isApproved, setIsApproved] = useState(false);
  const { act, busy, problemAt } = useAction({ said: words.created });
  const wanted = {
    new: { kind: "toll_free", country: place },
    name: { kind: "alphanumeric", country: country ?? "US", senderName },
    brought: { kind, country: country ?? "US", broughtNumber: number, approvedBefore: isApproved },
  }[chosen];
  return (
    <Card roundedAbove="sm">
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {words.title}
        </Text>
        <ChoiceList
          title={words.kind}
          choices={choices}
          selected={[chosen]}
          onChange={([one]) => setChosen(one ?? "")}
        />
        {chosen === "new" && (
          <Select
            label={words.country}
            options={tollFreeCountries}
            value={place}
            onChange={setPlace}
            error={problemAt("country")}
          />
        )}
        {chosen === "name" && (
          <TextField
            label={words.senderName}
            helpText={words.senderNameHelp}
            autoComplete="off"
            maxLength={11}
            value={senderName}
            onChange={setSenderName}
            error={problemAt("senderName")}
          />
        )}
        {chosen === "brought" && (
          <>
            <TextField
              label={words.number}
              helpText={words.numberHelp}
              type="tel"
              autoComplete="off"
              value={number}
              onChange={setNumber}
              error={problemAt("broughtNumber")}
            />
            <Select
              label={words.broughtKind}
              options={kindOptions}
              value={kind}
              onChange={(value) => setKind(senderKinds.find((one) => one === value) ?? "toll_free")}
              error={problemAt("kind")}
            />
            <Checkbox label={words.approved} checked={isApproved} onChange={setIsApproved} />
          </>
        )}
        <InlineStack align="end">
          <Button variant="primary" loading={busy} onClick={() => act({ intent: "create", ...wanted })}>
            {words.create}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
