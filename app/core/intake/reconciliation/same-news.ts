import { Temporal, type Instant } from "../../time/time.ts";
import { instantIn } from "../shapes.ts";
import { TOLERANCE } from "./missing-event.ts";

const CHECKOUT_TOPICS: readonly string[] = ["checkouts/create", "checkouts/update"];

/** The topics that tell the same of a subject as this one. */
export const topicsLike = (topic: string): readonly string[] =>
  CHECKOUT_TOPICS.includes(topic) ? CHECKOUT_TOPICS : [topic];

/** An event of a webhook, or one that was fetched. */
export interface News {
  triggeredAt: Instant;
  fetched: boolean;
  /** The parsed body. */
  body: unknown;
}

/** When the object was as the body shows it; null for an object that never changes, such as a refund. */
function asOf(body: unknown): Instant | null {
  const fields = (body ?? {}) as Record<string, Record<string, unknown> | undefined>;
  const consent = fields.sms_marketing_consent ?? fields.email_marketing_consent;
  const at = instantIn(consent ? consent.consent_updated_at : fields.updated_at);
  return at === null ? null : Temporal.Instant.from(at);
}

/**
 * Whether an event brings nothing that another one of the same subject and topic has not brought: one of the two is
 * fetched, the other one's webhook came meanwhile or late.
 */
export function isSameNews(event: News, earlier: News): boolean {
  if (event.fetched === earlier.fetched) return false;
  // A webhook that happened since then tells all that was fetched.
  if (event.fetched) return Temporal.Instant.compare(earlier.triggeredAt, event.triggeredAt.subtract(TOLERANCE)) >= 0;
  const [own, known] = [asOf(event.body), asOf(earlier.body)];
  return own === null || known === null || Temporal.Instant.compare(own, known) <= 0;
}
