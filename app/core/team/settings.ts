import { z } from "zod";
import { givenRoles } from "./roles.ts";
import { capsSetting, defaultCaps, WHOLE_NUMBER, type Cap } from "../sending/caps.ts";
import { defaultNewNumberLimits, newNumberLimits } from "../sending/new-numbers.ts";
import { DEFAULT_LANGUAGE, languageTag } from "../sending/languages/choose-words.ts";
import { textToJoin } from "../consent/text-to-join.ts";
import { MAX_HOLDOUT_PERCENT } from "../analytics/holdout-bucket.ts";
import { defaultQuickReplies } from "./default-quick-replies.ts";

/** Drops the rule of a default cap, which a shop's own caps lack. */
const withoutRules = (caps: readonly Cap[]): Cap[] => caps.map(({ most, per }) => ({ most, per }));

const wholeNumber = () => z.number({ error: WHOLE_NUMBER }).int(WHOLE_NUMBER);
const spendCap = () =>
  wholeNumber().min(1, "must be 1 or more").max(10_000_000, "is too many").nullable().default(null);
const hour = wholeNumber().min(0, "must be 0 or more").max(24, "must be 24 or less");

/** A shop's settings with their defaults. */
export const shopSettings = z.object({
  /** Transactional texts ignore quiet hours. */
  transactionalAtNight: z.boolean().default(true),
  /** The shop's own hours for marketing in the recipient's time, within the legal ones. */
  quietHours: z
    .object({ opens: hour, closes: hour })
    .refine(({ opens, closes }) => closes > opens, { message: "must close after it opens", path: ["closes"] })
    .nullable()
    .default(null),
  caps: capsSetting.default(withoutRules(defaultCaps.sms)),
  /** The most new numbers that get texts within an hour, against SMS pumping. */
  newNumbers: newNumberLimits.default(defaultNewNumberLimits),
  emailCaps: capsSetting.default(withoutRules(defaultCaps.email)),
  /** Double opt-in: a request by text precedes the first marketing text. */
  doubleOptIn: z.boolean().default(false),
  /** Adds numbers that sign up with Shopbell, and that no customer of the store has, to Shopify's customers. */
  addToShopify: z.boolean().default(true),
  /** Shortens links to the store's own pages and counts clicks. */
  trackLinks: z.boolean().default(true),
  /** Adds UTM parameters to short links. */
  utmParameters: z.boolean().default(true),
  /** Writes the values of a text in plain characters where that makes it GSM-7, which takes fewer segments. */
  plainValues: z.boolean().default(true),
  /** The language of the texts' default words: of their dates, amounts and opt-out words. */
  textLanguage: languageTag.default(DEFAULT_LANGUAGE),
  /** The balance below which the low-credits alert is sent. */
  lowBalanceAt: wholeNumber().min(0, "must not be negative").max(1_000_000, "is too many").default(50),
  /** Automatic top-ups: under `below` credits buy the pack, for at most so much in a billing period; null for none. */
  autoTopUp: z
    .object({
      below: wholeNumber().min(1, "must be 1 or more").max(1_000_000, "is too many"),
      packKey: z.string().max(100),
      mostPerMonth: wholeNumber().min(1, "must be 1 or more").max(10_000, "is more than 10,000"),
    })
    .nullable()
    .default(null),
  /** Holds transactional texts without credits instead of skipping them. */
  holdTransactionalUntilToppedUp: z.boolean().default(false),
  /** Holds transactional texts that the shop's sender is not approved for yet, instead of skipping them. */
  holdTransactionalUntilApproved: z.boolean().default(false),
  /** Credits that texts may cost on a calendar day, and in a calendar month, of the shop's time zone; null for no cap. */
  spendCapPerDay: spendCap(),
  spendCapPerMonth: spendCap(),
  /** Looks up, for a fee, whether a new number is a landline, which gets no texts. */
  checkLineType: z.boolean().default(false),
  /** The default role of new staff: the one with the fewest permissions, until the owner chooses another. */
  staffRole: z.enum(givenRoles).default("viewer"),
  /** The shop's name in texts; null for its Shopify name. */
  senderName: z
    .string()
    .trim()
    .min(1, "give it a name")
    .max(40, "is longer than 40 characters")
    .nullable()
    .default(null),
  /** The merchant's own number for test texts, E.164. */
  testPhone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, "is no phone number; write it with its country's prefix, such as +1 212 555 0123")
    .nullable()
    .default(null),
  /** The address for alerts to the team. */
  teamEmail: z.email("is not an email address").max(200).nullable().default(null),
  /** Prepared replies for the inbox. */
  quickReplies: z
    .array(
      z.object({
        title: z.string().trim().min(1, "give it a title").max(40, "is longer than 40 characters"),
        body: z.string().trim().min(1, "write the text").max(600, "is longer than 600 characters"),
      }),
    )
    .max(20, "is more than 20")
    .default([...defaultQuickReplies]),
  /** Texts that the team inserts into messages; they may contain variables. */
  snippets: z
    .array(
      z.object({
        title: z.string().trim().min(1, "give it a title").max(40, "is longer than 40 characters"),
        body: z.string().trim().min(1, "write the text").max(1_000, "is longer than 1,000 characters"),
      }),
    )
    .max(50, "is more than 50")
    .default([]),
  /** The percentage of customers who get no marketing, so that the others show what it causes. */
  holdoutPercent: wholeNumber()
    .min(0, "must be 0 or more")
    .max(MAX_HOLDOUT_PERCENT, `is more than ${MAX_HOLDOUT_PERCENT}`)
    .default(0),
  /** An order counts for a text that was clicked at most so many days before. */
  attributionDays: wholeNumber().min(1, "must be 1 or more").max(30, "is more than 30").default(5),
  /** An order without a click counts for a text that arrived at most so many hours before; 0 for never. */
  attributionHours: wholeNumber().min(0, "must be 0 or more").max(120, "is more than 120").default(24),
  /** Days to keep webhook bodies. Logs, ledger and consent proofs are kept. */
  retentionDays: wholeNumber().min(30, "must be 30 or more").max(3_650, "is more than ten years").default(365),
  /** Days to keep the words of texts and replies; null to keep them until the customer's erasure. */
  textRetentionDays: wholeNumber()
    .min(90, "must be 90 or more")
    .max(3_650, "is more than ten years")
    .nullable()
    .default(null),
  /** Days to keep who has looked at personal data. */
  accessRetentionDays: wholeNumber().min(90, "must be 90 or more").max(1_095, "is more than three years").default(365),
  /** The merchant's own disclosure, with the version that consent proofs cite; null for the default. */
  disclosure: z
    .object({ text: z.string().max(2_000), version: z.string().max(50) })
    .nullable()
    .default(null),
  /** Keywords that subscribe who texts them; null for none. */
  textToJoin,
  /** Tells Shopify Flow of texts, replies, opt-outs and finished automations. */
  flowTriggers: z.boolean().default(false),
  /** The storefront's pixel tells which products the customers view who came by a link of a text. */
  browsing: z.boolean().default(false),
  /** The team dismissed the setup guide. */
  setupGuideHidden: z.boolean().default(false),
});
export type ShopSettings = z.infer<typeof shopSettings>;

const cache = new WeakMap<object, ShopSettings>();

/**
 * Parses a shop's stored settings; an invalid setting falls back to its default.
 * @param stored the JSON of the shop's row
 */
export function readSettings(stored: unknown): ShopSettings {
  const given = typeof stored === "object" && stored !== null ? stored : {};
  const cached = cache.get(given);
  if (cached) return cached;
  const valid = Object.entries(given).filter(
    ([key, value]) =>
      Object.hasOwn(shopSettings.shape, key) && shopSettings.shape[key as keyof ShopSettings].safeParse(value).success,
  );
  const settings = shopSettings.parse(Object.fromEntries(valid));
  cache.set(given, settings);
  return settings;
}

/**
 * The shop's name in texts.
 * @param name the Shopify name
 */
export const nameInTexts = ({ name, settings }: { name: string; settings: unknown }): string =>
  readSettings(settings).senderName ?? name;
