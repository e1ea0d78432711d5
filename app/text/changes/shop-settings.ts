import type { Cap } from "#core/sending/caps.ts";
import { packOf } from "#core/credits/packs.ts";
import { formatDuration } from "#core/time/duration.ts";
import { shopSettings, type ShopSettings } from "#core/team/settings.ts";
import { access } from "../en/access.ts";
import { history } from "../en/history.ts";
import { settings } from "../en/settings.ts";
import { languageName } from "../language.ts";

const { names, hours, caps, figures } = settings;

const yesOrNo = (value: boolean): string => (value ? history.yes : history.no);
const formatCaps = (value: readonly Cap[]): string =>
  value.map(({ most, per }) => caps.summary(most, formatDuration(per))).join(", ") || caps.none;

/** A formatter for each shop setting; null where it has no value. The type requires all of them. */
const formatters: { readonly [S in keyof ShopSettings]: (value: ShopSettings[S]) => string | null } = {
  senderName: (name) => name,
  testPhone: (phone) => phone,
  disclosure: (disclosure) => disclosure && disclosure.text,
  doubleOptIn: yesOrNo,
  addToShopify: yesOrNo,
  textToJoin: (join) => join && `${join.keywords.join(", ")}: ${join.wording}`,
  quietHours: (own) => own && hours.summary(hours.hour(own.opens), hours.hour(own.closes)),
  transactionalAtNight: yesOrNo,
  caps: formatCaps,
  emailCaps: formatCaps,
  newNumbers: ({ perBlock, perCountry }) => caps.newNumbersSummary(perBlock, perCountry),
  teamEmail: (address) => address,
  quickReplies: (replies) => replies.map(({ title }) => `“${title}”`).join(", ") || null,
  snippets: (snippets) => snippets.map(({ title }) => `“${title}”`).join(", ") || null,
  trackLinks: yesOrNo,
  utmParameters: yesOrNo,
  plainValues: yesOrNo,
  textLanguage: languageName,
  attributionDays: figures.summary,
  attributionHours: figures.hoursSummary,
  retentionDays: figures.summary,
  textRetentionDays: (days) => (days === null ? null : figures.summary(days)),
  accessRetentionDays: figures.summary,
  lowBalanceAt: String,
  autoTopUp: (rule) =>
    rule && settings.autoTopUpSummary(rule.below, packOf(rule.packKey)?.name ?? rule.packKey, rule.mostPerMonth),
  holdTransactionalUntilToppedUp: yesOrNo,
  holdTransactionalUntilApproved: yesOrNo,
  spendCapPerDay: (credits) => (credits === null ? null : String(credits)),
  spendCapPerMonth: (credits) => (credits === null ? null : String(credits)),
  checkLineType: yesOrNo,
  flowTriggers: yesOrNo,
  holdoutPercent: (percent) => `${percent}%`,
  browsing: yesOrNo,
  setupGuideHidden: yesOrNo,
  staffRole: (role) => access.roles[role].name,
};

/** The changed shop settings. Values of another release that no longer parse are null. */
export const formatShopSettings = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): { name: string; before: string | null; after: string | null }[] =>
  (Object.keys(formatters) as (keyof ShopSettings)[])
    .filter((key) => key in after)
    .map((key) => ({ name: names[key], before: formatStored(key, before[key]), after: formatStored(key, after[key]) }));

function formatStored(key: keyof ShopSettings, stored: unknown): string | null {
  const parsed = shopSettings.shape[key].safeParse(stored);
  // The schema and the formatter have the same key, so the types match.
  return parsed.success && stored !== undefined
    ? (formatters[key] as (value: unknown) => string | null)(parsed.data)
    : null;
}
