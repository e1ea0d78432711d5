import { discountOf } from "../actions/create-discount.ts";
import { seededCode } from "../automations/seeded-random.ts";
import type { Discount } from "../engine/effects.ts";
import { after } from "../time/duration.ts";
import type { Instant } from "../time/time.ts";
import type { CampaignPlan } from "./plan.ts";

/** Longer than an automation's: a campaign's codes are many and hold for any customer. */
const CODE_LENGTH = 10;
/** So many refusals in one list may be the fault of the discount. */
const ENOUGH = 3;
/** The number of times that a recipient gets another code after Shopify refused one. */
const MAX_REFUSALS = 1;

/** Settings of a campaign's discount whose codes are made for the recipients. */
export type MadeDiscount = NonNullable<CampaignPlan["discount"]> & { kind: Discount["kind"] };

/** The discount of a campaign that gives each recipient a new code; null for none, and for a code that exists. */
export const madeDiscountOf = ({ discount }: Pick<CampaignPlan, "discount">): MadeDiscount | null =>
  discount && discount.kind !== "existing_code" ? (discount as MadeDiscount) : null;

/** A recipient's code: the same however often it is asked for, and another one after a refusal. */
export const recipientCode = ({ prefix = "" }: MadeDiscount, recipientId: string, refusals: number): string =>
  `${prefix}-${seededCode(`${recipientId}:${refusals}`, CODE_LENGTH)}`;

/**
 * The discount that a campaign's codes belong to. No recipient gets its own code. It ends the given time after the last
 * text is due, so that each recipient has the whole time.
 */
export function campaignDiscount(
  given: MadeDiscount,
  { seed, startsAt, lastDueAt, timezone }: { seed: string; startsAt: Instant; lastDueAt: Instant; timezone: string },
): Discount {
  const discount = discountOf(given, recipientCode(given, seed, 0), startsAt, timezone);
  return { ...discount, endsAt: given.validFor ? after(lastDueAt, given.validFor, timezone).toString() : null };
}

/** A code that Shopify did not make. */
export interface RefusedCode {
  recipientId: string;
  refusals: number;
  detail: string;
}

/** What becomes of refused codes: all stop the campaign, or some are made anew and others given up. */
export function judgeRefusals(
  refused: readonly RefusedCode[],
  asked: readonly { refusals: number }[],
): { stops: true } | { stops: false; again: RefusedCode[]; givenUp: RefusedCode[] } {
  const first = ({ refusals }: { refusals: number }) => refusals === 0;
  const fresh = refused.filter(first).length;
  if (fresh >= ENOUGH && fresh * 2 >= asked.filter(first).length) return { stops: true };
  return {
    stops: false,
    again: refused.filter(({ refusals }) => refusals < MAX_REFUSALS),
    givenUp: refused.filter(({ refusals }) => refusals >= MAX_REFUSALS),
  };
}
