import { readSegment } from "./read-segment.ts";

/** Shows the action to those who may write campaigns; when the app does not answer, the action itself says so. */
export default async (): Promise<{ display: boolean }> => {
  const [segment] = shopify.data.selected;
  if (!segment) return { display: false };
  return readSegment(segment.id).then(
    ({ may }) => ({ display: may }),
    () => ({ display: true }),
  );
};
