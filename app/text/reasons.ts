import { reasons, type Reason } from "#core/activity/reasons.ts";

interface ReasonText {
  label: string;
  remedy?: string;
}

const isReason = (key: string): key is Reason => Object.hasOwn(reasons, key);

/** A reason in words. One that a later release took away keeps its key. */
export const formatReason = (key: string): ReasonText => (isReason(key) ? reasons[key] : { label: key });
