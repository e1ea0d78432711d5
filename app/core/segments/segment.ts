import type { SegmentKind } from "../statuses.ts";

/** Whether a segment's members follow from something else, so that they are counted again and no one changes them by hand. */
export const isLive = ({ kind }: { kind: SegmentKind }): boolean => kind !== "static";

const SHOPIFY_SEGMENT = /^(?:gid:\/\/shopify\/Segment\/)?(\d{1,20})$/;

/** The number of a Shopify segment, from its number or its global id; null for anything else. */
export const readShopifySegmentId = (written: string): string | null =>
  SHOPIFY_SEGMENT.exec(written.trim())?.[1] ?? null;

/** A Shopify segment's number as the admin's address has it, to its global id. */
export const shopifySegmentGid = (id: string): string => `gid://shopify/Segment/${id}`;
