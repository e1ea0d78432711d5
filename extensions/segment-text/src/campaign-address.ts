/** Where the app writes a text to a segment of Shopify. The app finds out whether the segment is the store's. */
export const campaignAddress = (segmentId: string): string =>
  `/app/campaigns/new?${new URLSearchParams({ shopifySegment: segmentId }).toString()}`;
