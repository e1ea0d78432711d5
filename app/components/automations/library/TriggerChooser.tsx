import { useNavigate } from "@remix-run/react";
import { BlockStack, Box, Button, Card, Divider, InlineGrid, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import { search } from "#core/automations/search.ts";
import { text } from "#text/en.ts";
import { usePermission } from "#components/page/access.tsx";
import { ReadOnlyBanner } from "#components/page/ReadOnlyBanner.tsx";
import { useAction, type ActionResponse } from "#components/browser/use-action.ts";
import { SearchCard } from "./SearchCard.tsx";

const words = text.library;

interface TriggerOffer {
  type: string;
  label: string;
  description: string;
  alsoCalled: readonly string[];
  family: keyof typeof words.families;
}

const allFamilies = Object.keys(words.families) as (keyof typeof words.families)[];

/** All triggers by family; a choice creates a draft and opens it. */
export function TriggerChooser({ triggers }: { triggers: readonly TriggerOffer[] }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const { act, busy } = useAction<ActionResponse & { automationId: string }>({
    onDone: ({ automationId }) => navigate(`/app/automations/${automationId}/edit`),
  });
  const found = search(triggers, typed, ({ family, alsoCalled, ...trigger }) => ({
    ...trigger,
    alsoCalled: [...alsoCalled, words.families[family]],
  }));
  // The family of the best result comes first.
  const families = typed.trim() === "" ? allFamilies : [...new Set(found.map(({ family }) => family))];
  const choose = (type: string) => {
    setChosen(type);
    act({ trigger: type });
  };
  return (
    <BlockStack gap="400">
      <ReadOnlyBanner without="automations.edit" />
      <SearchCard label={words.scratchSearch} typed={typed} found={found.length} onChange={setTyped} />
      {found.length === 0 && (
        <Card>
          <Text as="p">{words.scratchNone}</Text>
        </Card>
      )}
      {families.map((family) => (
        <Family
          key={family}
          name={words.families[family]}
          triggers={found.filter((one) => one.family === family)}
          chosen={busy ? chosen : null}
          busy={busy}
          onChoose={choose}
        />
      ))}
    </BlockStack>
  );
}

interface FamilyProps {
  name: string;
  triggers: readonly TriggerOffer[];
  chosen: string | null;
  busy: boolean;
  onChoose: (type: string) => void;
}

function Family({ name, triggers, chosen, busy, onChoose }: FamilyProps) {
  const mayEdit = usePermission("automations.edit");
  if (triggers.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {name}
        </Text>
        {triggers.map(({ type, label, description }) => (
          <Fragment key={type}>
            <Divider />
            <InlineGrid columns="minmax(0, 1fr) auto" gap="400" alignItems="center">
              <Box>
                <Text as="h3" variant="headingSm">
                  {label}
                </Text>
                <Text as="p" tone="subdued">
                  {description}
                </Text>
              </Box>
              {mayEdit && (
                <Button
                  accessibilityLabel={words.chooseNamed(label)}
                  loading={chosen === type}
                  disabled={busy}
                  onClick={() => onChoose(type)}
                >
                  {words.choose}
                </Button>
              )}
            </InlineGrid>
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}
