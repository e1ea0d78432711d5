import { settingsSections, type SettingsSection } from "#core/team/settings-sections.ts";

const sections = Object.keys(settingsSections) as SettingsSection[];

/** The pages of the settings, in the order of their links. */
export const settingsPages = [
  ...sections.slice(0, 1),
  "number",
  ...sections.slice(1),
  "team",
  "history",
  "privacy",
  "events",
] as const;

export type SettingsPage = (typeof settingsPages)[number];

/** The address of a page of the settings; the sender's is the first. */
export const settingsAddress = (page: SettingsPage = "sender"): string =>
  page === "sender" ? "/app/settings" : `/app/settings/${page}`;
