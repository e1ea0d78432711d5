import { pricePerMms } from "../credits/prices.ts";
import type { MessageKind } from "../sending/message-kind.ts";
import type { SenderKind, SenderStatus } from "../statuses.ts";

/** What the sending rules need to know of a shop's sender. */
export interface SenderFacts {
  id: string;
  kind: SenderKind;
  status: SenderStatus;
  /** E.164, or the name that an alphanumeric sender shows; null until it has one. */
  number: string | null;
}

/**
 * Whether a shop has done its part for a number of its own: it works, or the carriers have the registration.
 * @param hasShared the installation has a sender, which a shop without its own uses
 * @returns null where the shop needs none
 */
export function hasNumber(senders: readonly Pick<SenderFacts, "status">[], hasShared: boolean): boolean | null {
  const own = senders.filter(({ status }) => status !== "released");
  if (own.length === 0) return hasShared ? null : false;
  return own.some(({ status }) => status === "approved" || status === "submitted" || status === "in_review");
}

/** Whether a shop's texts have something to come from: a sender of its own with a number or a name, or the installation's. */
export function hasSender(senders: readonly Pick<SenderFacts, "status" | "number">[], hasShared: boolean): boolean {
  const own = senders.filter(({ status }) => status !== "released");
  return own.length === 0 ? hasShared : own.some(({ status, number }) => number !== null && status !== "suspended");
}

/** Texts a second that the carriers take from each kind of sender. */
export const ratePerSecond: Readonly<Record<SenderKind, number>> = {
  toll_free: 3,
  long_code: 1,
  short_code: 100,
  alphanumeric: 10,
};

/** The United States, the territories that the same carriers serve, and Canada: their carriers block what is not registered. */
const REGISTERED_ONLY: ReadonlySet<string> = new Set(["US", "PR", "VI", "GU", "AS", "MP", "CA"]);

/** Whether texts to a country need an approved registration. A number without a country may be in one that does. */
export const needsRegistration = (country: string | null): boolean => country === null || REGISTERED_ONLY.has(country);

/**
 * Countries that show an alphanumeric sender without a registration of its own. Source: Twilio's guidelines by country.
 * Others take a number, or are not served.
 */
const SHOWS_NAMES: ReadonlySet<string> = new Set(
  "GB GG IM JE FR DE NL ES IT VA PT AT CH SE NO SJ DK FI AX PL".split(" "),
);
export const showsNames = (country: string | null): boolean => country !== null && SHOWS_NAMES.has(country);

/** Twilio's rule: up to 11 of these characters, one of them a letter. */
const NAME = /^(?=.*[a-z])[a-z0-9 \-+_&]{1,11}$/i;

/** Whether an alphanumeric sender may show a name. */
export const isSenderName = (name: string): boolean => NAME.test(name) && name.trim() === name;

const isName = ({ kind }: SenderFacts): boolean => kind === "alphanumeric";

/** An alphanumeric sender takes no replies, so opt-in requests and conversations never go out from one. */
const mayComeFromName = (kind: MessageKind): boolean => kind !== "opt_in" && kind !== "conversation";

/** A text, as far as its sender depends on it. */
interface SenderUse {
  /** ISO code of the recipient's country; null for a number without one. */
  country: string | null;
  kind: MessageKind;
}

/**
 * The sender that a text goes out from: the shop's name where the country shows names, else its number. Marketing comes
 * from a number that may send it, because customers can answer STOP to that. Null when the shop has none for it.
 * @param senders of the shop; without any it uses the installation's
 */
export function senderFor(senders: readonly SenderFacts[], { country, kind }: SenderUse): SenderFacts | null {
  const name = showsNames(country) && mayComeFromName(kind) ? senders.find(isName) : undefined;
  const number = senders.find((sender) => !isName(sender));
  if (kind === "marketing" && number && objectionIn(number, country) === null) return number;
  return (name && isReady(name) ? name : undefined) ?? number ?? name ?? null;
}

/** Why a text may not go out from a shop's senders. `name_takes_no_reply`: it asks for an answer, and the shop has a name. */
export type SenderObjection =
  "no_sender_for_country" | "name_takes_no_reply" | "not_set_up" | "suspended" | "not_approved" | "refused";

/** A name needs no registration by country. */
const isReady = ({ status, number }: SenderFacts): boolean => status === "approved" && number !== null;

function objectionIn({ kind, status, number }: SenderFacts, country: string | null): SenderObjection | null {
  if (status === "suspended" || status === "released") return "suspended";
  if (number === null) return "not_set_up";
  if (status === "approved") return null;
  if (kind === "alphanumeric" || (kind === "short_code" && status === "draft")) return "not_set_up";
  if (kind !== "short_code" && country !== null && !needsRegistration(country)) return null;
  return status === "refused" ? "refused" : "not_approved";
}

/** Why a shop may not send a text yet; null where it may. */
export function senderObjection(senders: readonly SenderFacts[], use: SenderUse): SenderObjection | null {
  if (senders.length === 0) return null;
  const sender = senderFor(senders, use);
  if (sender) return objectionIn(sender, use.country);
  return showsNames(use.country) ? "name_takes_no_reply" : "no_sender_for_country";
}

/** Why a text goes out without its picture or contact card. */
export type MmsObjection = "country_without_mms" | "sender_without_mms";

/**
 * Why a text may carry no picture (MMS); null where it may. Carriers of the United States and Canada take pictures, from
 * their numbers and short codes.
 * @param sender null for the installation's, which is a number
 */
export function mmsObjection(
  sender: Pick<SenderFacts, "kind" | "number"> | null,
  country: string | null,
): MmsObjection | null {
  if (pricePerMms(country) === null) return "country_without_mms";
  if (!sender || sender.kind === "short_code") return null;
  return sender.kind !== "alphanumeric" && sender.number?.startsWith("+1") ? null : "sender_without_mms";
}

/** Whether a text carries an opt-out link: it is marketing, and its sender takes no replies. */
export const needsOptOutLink = (sender: SenderFacts | null, kind: MessageKind): boolean =>
  kind === "marketing" && sender?.kind === "alphanumeric";
