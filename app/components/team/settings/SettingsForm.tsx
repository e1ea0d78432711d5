import { Banner, BlockStack, Divider, Page } from "@shopify/polaris";
import { Fragment } from "react";
import type { ShopSettings } from "#core/team/settings.ts";
import { text } from "#text/en.ts";
import { usePermission } from "#components/page/access.tsx";
import { SaveBar } from "#components/page/SaveBar.tsx";
import { CapsSection } from "./CapsSection.tsx";
import { ConsentSection } from "./ConsentSection.tsx";
import { FiguresSection } from "./FiguresSection.tsx";
import { HoursSection } from "./HoursSection.tsx";
import { JoinSection } from "./JoinSection.tsx";
import { RepliesSection } from "./RepliesSection.tsx";
import { SenderSection } from "./SenderSection.tsx";
import { SystemsSection } from "./SystemsSection.tsx";
import { TeamSection } from "./TeamSection.tsx";
import { useSettingsDraft } from "./use-settings-draft.ts";

interface SettingsFormProps {
  settings: ShopSettings;
  shop: { name: string; nameInTexts: string };
  sender: { number: string | null; service: string | null };
  defaultDisclosure: string;
  /** Whether an active automation sends double opt-in requests. */
  asks: boolean;
}

/** The form of all shop settings. */
export function SettingsForm({ settings, shop, sender, defaultDisclosure, asks }: SettingsFormProps) {
  const readOnly = !usePermission("settings.change");
  const { draft, change, problemAt, dirty, busy, save, discard } = useSettingsDraft(settings);
  const section = { draft, change, problemAt, readOnly };
  const sections = [
    <SenderSection {...section} shopName={shop.name} sender={sender} />,
    <ConsentSection {...section} nameInTexts={shop.nameInTexts} byDefault={defaultDisclosure} asks={asks} />,
    <JoinSection {...section} nameInTexts={shop.nameInTexts} byDefault={defaultDisclosure} />,
    <HoursSection {...section} />,
    <CapsSection {...section} />,
    <TeamSection {...section} />,
    <RepliesSection {...section} />,
    <FiguresSection {...section} />,
    <SystemsSection />,
  ];
  return (
    <Page title={text.settings.title}>
      <SaveBar dirty={dirty} saving={busy} onSave={save} onDiscard={discard} />
      <BlockStack gap={{ xs: "400", md: "600" }}>
        {readOnly && <Banner tone="info">{text.settings.readOnly}</Banner>}
        {sections.map((part, at) => (
          <Fragment key={at}>
            {at > 0 && <Divider />}
            {part}
          </Fragment>
        ))}
      </BlockStack>
    </Page>
  );
}
