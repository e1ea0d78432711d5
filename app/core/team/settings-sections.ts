import type { ShopSettings } from "./settings.ts";

/** The sections of the settings pages, each with the settings that its form may change. */
export const settingsSections = {
  sender: ["senderName", "textLanguage", "testPhone", "holdTransactionalUntilApproved", "checkLineType"],
  consent: ["disclosure", "doubleOptIn", "addToShopify"],
  join: ["textToJoin"],
  hours: ["quietHours", "transactionalAtNight"],
  caps: ["caps", "emailCaps", "spendCapPerDay", "spendCapPerMonth", "newNumbers"],
  replies: ["quickReplies"],
  snippets: ["snippets"],
  alerts: ["teamEmail"],
  flow: ["flowTriggers"],
  holdout: ["holdoutPercent"],
  data: [
    "trackLinks",
    "utmParameters",
    "plainValues",
    "attributionDays",
    "attributionHours",
    "retentionDays",
    "textRetentionDays",
    "accessRetentionDays",
  ],
} as const satisfies Record<string, readonly (keyof ShopSettings)[]>;

export type SettingsSection = keyof typeof settingsSections;

export const isSettingsSection = (name: string | undefined): name is SettingsSection =>
  name !== undefined && Object.hasOwn(settingsSections, name);

/** The settings of a section out of a posted form; others are left out. */
export const changesIn = (section: SettingsSection, posted: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(posted).filter(([key]) => (settingsSections[section] as readonly string[]).includes(key)),
  );
