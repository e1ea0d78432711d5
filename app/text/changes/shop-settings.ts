import type { Cap } from "#core/sending/caps.ts";
import { formatDuration } from "#core/time/duration.ts";
import { shopSettings, type ShopSettings } from "#core/team/settings.ts";
import { access } from "../en/access.ts";
import { history } from "../en/history.ts";
import { settings } from "../en/settings.ts";

const { names, hours, caps, figures } = settings;

const yesOrNo = (value: boolean): string => (value ? history.yes : history.no);
const sayCaps = (value: readonly Cap[]): string =>
  value.map(({ most, per }) => caps.told(most, formatDuration(per))).join(", ") || caps.none;

/** Each setting in words; null where it says nothing. One that is missing does not compile. */
const say: { readonly [S in keyof ShopSettings]: (value: ShopSettings[S]) => string | null } = {
  senderName: (name) => name,
  testPhone: (phone) => phone,
  disclosure: (disclosure) => disclosure && disclosure.text,
  doubleOptIn: yesOrNo,
  quietHours: (own) => own && hours.told(hours.hour(own.opens), hours.hour(own.closes)),
  transactionalAtNight: yesOrNo,
  caps: sayCaps,
  emailCaps: sayCaps,
  teamEmail: (address) => address,
  quickReplies: (replies) => replies.map(({ title }) => `“${title}”`).join(", ") || null,
  trackLinks: yesOrNo,
  attributionDays: figures.told,
  retentionDays: figures.told,
  lowBalanceAt: String,
  holdTransactionalUntilToppedUp: yesOrNo,
  staffRole: (role) => access.roles[role].name,
};

/** What a change of the settings did, setting by setting. What cannot be read any more says nothing. */
export const formatShopSettings = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): { name: string; before: string | null; after: string | null }[] =>
  (Object.keys(say) as (keyof ShopSettings)[])
    .filter((key) => key in after)
    .map((key) => ({ name: names[key], before: sayStored(key, before[key]), after: sayStored(key, after[key]) }));

function sayStored(key: keyof ShopSettings, stored: unknown): string | null {
  const read = shopSettings.shape[key].safeParse(stored);
  // Each is read by the schema of the very setting that it is said by.
  return read.success && stored !== undefined ? (say[key] as (value: unknown) => string | null)(read.data) : null;
}
