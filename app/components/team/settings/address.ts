import { settingsSections, type SettingsSection } from "#core/team/settings-sections.ts";

/** The pages of the settings, in the order of their links. */
export const settingsPages = [
  ...(Object.keys(settingsSections) as SettingsSection[]),
  "team",
  "history",
  "events",
] as const;

export type SettingsPage = (typeof settingsPages)[number];

/** The address of a page of the settings; the sender's is the first. */
export const settingsAddress = (page: SettingsPage = "sender"): string =>
  page === "sender" ? "/app/settings" : `/app/settings/${page}`;
