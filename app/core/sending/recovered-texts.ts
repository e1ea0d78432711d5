import { Temporal, type Instant } from "../time/time.ts";
import { linksIn } from "./links.ts";
import { lettersOf, withoutTrialNotice } from "./match-provider-messages.ts";

/** After a restore the store's events come again for some days: Shopify repeats them, and the app fetches what it lacks. */
const COMPARED_FOR = { hours: 24 * 7 };

/** What waits until it is known what happened since a copy is decided again after this time. */
export const LOOK_AGAIN = { minutes: 5 };

/** A text that went out after the copy that was restored. */
export interface RecoveredText {
  body: string;
  sentAt: Instant;
  /** The provider's id. */
  providerId: string;
}

/** The texts to a step's number that a restored copy lacks. */
export interface Recovered {
  /** False until the provider's list was read. */
  isRead: boolean;
  texts: readonly RecoveredText[];
  /** Values of the step's run that are new each time it runs, such as a discount code. */
  newValues: readonly string[];
}

/** Whether texts about what the store had at `factsAt` may have gone out between the copy and its restore. */
export const mayBeRecovered = (restoredAt: Instant | null, factsAt: Instant, now: Instant): boolean =>
  restoredAt !== null &&
  Temporal.Instant.compare(factsAt, restoredAt) <= 0 &&
  Temporal.Instant.compare(now, restoredAt.add(COMPARED_FOR)) < 0;

/**
 * Finds the recovered text that says what a text would say. Short links and codes are new each time, so any word stands
 * for them. An account that stores no bodies lists an empty one, which may have said anything.
 */
export function sentBefore(
  body: string,
  { texts, newValues }: Pick<Recovered, "texts" | "newValues">,
): RecoveredText | null {
  const changing = [...linksIn(body), ...newValues.filter((value) => value !== "")];
  const words = wordsOf(body);
  const isSame = (sent: string) => {
    if (sent === "") return true;
    const others = wordsOf(withoutTrialNotice(sent));
    return (
      others.length === words.length &&
      words.every(
        (word, at) => changing.some((part) => word.includes(part)) || lettersOf(word) === lettersOf(others[at] ?? ""),
      )
    );
  };
  return texts.find(({ body: sent }) => isSame(sent)) ?? null;
}

const wordsOf = (body: string): string[] => body.split(/\s+/).filter((word) => lettersOf(word) !== "");
