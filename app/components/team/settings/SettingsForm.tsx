import { Banner, BlockStack, InlineGrid, Page } from "@shopify/polaris";
import type { ReactElement } from "react";
import type { ShopSettings } from "#core/team/settings.ts";
import type { SettingsSection } from "#core/team/settings-sections.ts";
import { text } from "#text/en.ts";
import { usePermission } from "#components/page/access.tsx";
import { SaveBar } from "#components/page/SaveBar.tsx";
import { BrowsingCard } from "./BrowsingCard.tsx";
import { CapsSection } from "./CapsSection.tsx";
import { ConsentSection } from "./ConsentSection.tsx";
import { FiguresSection } from "./FiguresSection.tsx";
import { FlowSection } from "./FlowSection.tsx";
import { HoldoutSection, type ShownHoldout } from "./HoldoutSection.tsx";
import { HoursSection } from "./HoursSection.tsx";
import { JoinSection } from "./JoinSection.tsx";
import { LegalHours, type ShownLegalHours } from "./LegalHours.tsx";
import { OptInFormCard } from "./OptInFormCard.tsx";
import { RepliesSection } from "./RepliesSection.tsx";
import { SenderSection } from "./SenderSection.tsx";
import { SettingsNavigation } from "./SettingsNavigation.tsx";
import { AlertsSection } from "./AlertsSection.tsx";
import { useSettingsDraft } from "./use-settings-draft.ts";

interface SettingsFormProps {
  section: SettingsSection;
  settings: ShopSettings;
  shop: { name: string; nameInTexts: string };
  sender: { number: string | null; service: string | null };
  ownSenders: readonly string[];
  defaultDisclosure: string;
  /** Whether an active automation sends double opt-in requests. */
  asks: boolean;
  /** The theme editor, with the sign-up form ready to be placed. */
  themeEditor: string;
  /** The legal hours for marketing texts; empty in other sections. */
  legalHours: readonly ShownLegalHours[];
  /** What the shop's holdout has shown; empty in other sections. */
  holdouts: readonly ShownHoldout[];
}

/** The form of one section of the shop's settings. */
export function SettingsForm({
  section: name,
  settings,
  shop,
  sender,
  ownSenders,
  defaultDisclosure,
  asks,
  themeEditor,
  legalHours,
  holdouts,
}: SettingsFormProps) {
  const readOnly = !usePermission("settings.change");
  const { draft, change, problemAt, dirty, busy, save, discard } = useSettingsDraft(settings);
  const section = { draft, change, problemAt, readOnly };
  const sections: Record<SettingsSection, ReactElement> = {
    sender: <SenderSection {...section} shopName={shop.name} sender={sender} ownSenders={ownSenders} />,
    consent: (
      <>
        <ConsentSection {...section} nameInTexts={shop.nameInTexts} byDefault={defaultDisclosure} asks={asks} />
        <OptInFormCard
          confirmed={settings.disclosure !== null}
          asks={asks}
          editorUrl={themeEditor}
          readOnly={readOnly}
          onConfirm={() => change("disclosure", { text: defaultDisclosure, version: "" })}
        />
        <BrowsingCard on={settings.browsing} linksOn={settings.trackLinks} readOnly={readOnly} />
      </>
    ),
    join: <JoinSection {...section} nameInTexts={shop.nameInTexts} byDefault={defaultDisclosure} />,
    hours: <HoursSection {...section} />,
    caps: <CapsSection {...section} />,
    replies: <RepliesSection {...section} of="quickReplies" />,
    snippets: <RepliesSection {...section} of="snippets" />,
    alerts: <AlertsSection {...section} />,
    flow: <FlowSection {...section} />,
    holdout: <HoldoutSection {...section} reports={holdouts} />,
    data: <FiguresSection {...section} />,
  };
  return (
    <Page title={text.settings.title}>
      <SaveBar dirty={dirty} saving={busy} onSave={save} onDiscard={discard} />
      <InlineGrid columns={{ xs: "minmax(0, 1fr)", md: "minmax(0, 1fr) minmax(0, 3fr)" }} gap="400" alignItems="start">
        <SettingsNavigation open={name} />
        <BlockStack gap="400">
          {readOnly && <Banner tone="info">{text.settings.readOnly}</Banner>}
          {sections[name]}
          {legalHours.length > 0 && <LegalHours hours={legalHours} />}
        </BlockStack>
      </InlineGrid>
    </Page>
  );
}
