import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import { Temporal, type Instant } from "#core/time/time.ts";

const PER_PAGE = 100;

/** A page of a list of Shopify, newest first. */
type Page<T> =
  | {
      kind: "answered";
      items: T[];
      pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null } | undefined;
    }
  | OutwardFailure;

/**
 * Reads the items of a list since an instant, page by page.
 * @param since null: the first page alone
 * @param readPage a page of the list, newest first
 */
export async function readNewest<T extends { createdAt: Instant }>(
  since: Instant | null,
  readPage: (page: { first: number; after: string | null }) => Promise<Page<T>>,
): Promise<{ kind: "answered"; items: T[] } | OutwardFailure> {
  const items: T[] = [];
  let after: string | null = null;
  do {
    const page: Page<T> = await readPage({ first: PER_PAGE, after });
    if (page.kind !== "answered") return page;
    items.push(...page.items.filter(({ createdAt }) => !since || Temporal.Instant.compare(createdAt, since) >= 0));
    const last = page.items.at(-1);
    const goesOn = since && last && Temporal.Instant.compare(last.createdAt, since) >= 0 && page.pageInfo?.hasNextPage;
    after = goesOn ? (page.pageInfo?.endCursor ?? null) : null;
  } while (after);
  return { kind: "answered", items };
}
