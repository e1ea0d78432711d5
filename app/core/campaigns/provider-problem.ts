import { formatFailure } from "../sending/failure-codes.ts";
import { unreachableUntil } from "../sending/reachability.ts";
import { Temporal } from "../time/time.ts";
import type { CampaignRecipientStatus } from "../statuses.ts";

/** So many refusals that say nothing about a number stop a campaign. */
const ENOUGH = 3;
/** Refusals of one number that teach nothing lasting about it: it has unsubscribed, or blocks texts. */
const OF_ONE_NUMBER = new Set(["21610", "30004", "21612"]);

/** What became of a text; `errorCode` is the provider's. */
interface TextEnd {
  status: CampaignRecipientStatus;
  reason: string | null;
  errorCode: string | null;
}

/** Whether a text was refused for a cause that says nothing about its number. */
export const isOfAllNumbers = ({ status, reason, errorCode }: TextEnd): boolean =>
  status === "failed" && reason === "provider_rejected" && errorCode !== null && !isOfOneNumber(errorCode);

/**
 * Returns the provider's reason for refusing a campaign's texts to all numbers, or null. The campaign then pauses, so that
 * the same error does not cost it each further recipient.
 * @param ends of the texts that were settled last
 */
export function providerProblem(ends: readonly TextEnd[]): string | null {
  const refused = ends.filter(isOfAllNumbers);
  const [first] = refused;
  return first && refused.length >= ENOUGH && refused.length * 2 >= ends.length ? formatFailure(first.errorCode) : null;
}

/** Whether a text did not go out because its discount code could not be made. */
export const isWithoutCode = ({ status, reason }: Pick<TextEnd, "status" | "reason">): boolean =>
  status === "failed" && reason === "action_error";

/**
 * Returns the texts without a discount code when Shopify makes codes for no customer; none when only single codes fail.
 * @param ends of the texts that were settled last
 */
export function withoutCodes<T extends Pick<TextEnd, "status" | "reason">>(ends: readonly T[]): T[] {
  const without = ends.filter(isWithoutCode);
  return without.length >= ENOUGH && without.length * 2 >= ends.length ? without : [];
}

const isOfOneNumber = (code: string): boolean =>
  OF_ONE_NUMBER.has(code) || unreachableUntil(code, Temporal.Instant.fromEpochMilliseconds(0)) !== null;
