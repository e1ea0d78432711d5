import { z } from "zod";
import { givenRoles } from "./roles.ts";
import { capsSetting, defaultCaps, WHOLE_NUMBER, type Cap } from "../sending/caps.ts";
import { defaultQuickReplies } from "./default-quick-replies.ts";

/** Without the rules that they stand in: a shop's own caps know none. */
const plain = (caps: readonly Cap[]): Cap[] => caps.map(({ most, per }) => ({ most, per }));

const whole = () => z.number({ error: WHOLE_NUMBER }).int(WHOLE_NUMBER);
const hour = whole().min(0, "must be 0 or more").max(24, "must be 24 or less");

/** What a merchant sets for the whole shop; what is left out has its default. */
export const shopSettings = z.object({
  /** Texts about an order may go at any hour. */
  transactionalAtNight: z.boolean().default(true),
  /** Marketing goes only in these hours of the recipient's day, and only where the law leaves them open. */
  quietHours: z
    .object({ opens: hour, closes: hour })
    .refine(({ opens, closes }) => closes > opens, { message: "must close after it opens", path: ["closes"] })
    .nullable()
    .default(null),
  caps: capsSetting.default(plain(defaultCaps.sms)),
  emailCaps: capsSetting.default(plain(defaultCaps.email)),
  /** Who agrees to texts is asked once more, by text, before the first. */
  doubleOptIn: z.boolean().default(false),
  /** Links to the store's own pages are short in texts, and who follows them is counted. */
  trackLinks: z.boolean().default(true),
  /** The merchant is told when the balance falls below so many credits. */
  lowBalanceAt: whole().min(0, "must not be negative").max(1_000_000, "is too many").default(50),
  /** Texts about orders wait for credits instead of being left out. */
  holdTransactionalUntilToppedUp: z.boolean().default(false),
  /** What a member of the staff may do until the owner says otherwise. */
  staffRole: z.enum(givenRoles).default("manager"),
  /** What texts call the shop; its own name without it. */
  senderName: z
    .string()
    .trim()
    .min(1, "give it a name")
    .max(40, "is longer than 40 characters")
    .nullable()
    .default(null),
  /** The merchant's own number, E.164: where test texts go. */
  testPhone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, "is no phone number; write it with its country's prefix, such as +1 212 555 0123")
    .nullable()
    .default(null),
  /** Where alerts to the team go, beside the app itself. */
  teamEmail: z.email("is no e-mail address").max(200).nullable().default(null),
  /** Texts that staff answer customers with, ready to be picked. */
  quickReplies: z
    .array(
      z.object({
        title: z.string().trim().min(1, "give it a title").max(40, "is longer than 40 characters"),
        body: z.string().trim().min(1, "write the text").max(600, "is longer than 600 characters"),
      }),
    )
    .max(20, "is more than 20")
    .default([...defaultQuickReplies]),
  /** An order counts for the last text of an automation that came at most so many days before it. */
  attributionDays: whole().min(1, "must be 1 or more").max(30, "is more than 30").default(5),
  /** What the store told, word for word, is kept so many days. Logs, ledger and proofs of consent stay. */
  retentionDays: whole().min(30, "must be 30 or more").max(3_650, "is more than ten years").default(365),
  /** Whether the merchant's custom texts for consent are shown, with the version that proof of consent cites. */
  disclosure: z
    .object({ text: z.string().max(2_000), version: z.string().max(50) })
    .nullable()
    .default(null),
});
export type ShopSettings = z.infer<typeof shopSettings>;

const read = new WeakMap<object, ShopSettings>();

/** @param stored as the shop's row holds it; a part that cannot be read has its default, the others stand */
export function readSettings(stored: unknown): ShopSettings {
  const given = typeof stored === "object" && stored !== null ? stored : {};
  const known = read.get(given);
  if (known) return known;
  const sound = Object.entries(given).filter(
    ([key, value]) =>
      Object.hasOwn(shopSettings.shape, key) && shopSettings.shape[key as keyof ShopSettings].safeParse(value).success,
  );
  const settings = shopSettings.parse(Object.fromEntries(sound));
  read.set(given, settings);
  return settings;
}

/** What texts call a shop. @param name as Shopify knows it */
export const nameInTexts = ({ name, settings }: { name: string; settings: unknown }): string =>
  readSettings(settings).senderName ?? name;
