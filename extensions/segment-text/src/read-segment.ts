/** What the app answers of a segment. */
export interface Segment {
  /** Null when Shopify describes no such segment. */
  name: string | null;
  /** Whether the member of staff may write a text to it. */
  may: boolean;
}

/**
 * Shopify resolves the address against the app's, and adds the session token.
 * @param id Shopify's global id of the segment
 */
export async function readSegment(id: string): Promise<Segment> {
  const response = await fetch(`/app/segment-action?${new URLSearchParams({ id }).toString()}`);
  if (!response.ok) throw new Error(`the app answered ${response.status}`);
  return (await response.json()) as Segment;
}
