import { reasons, type Reason } from "#core/activity/reasons.ts";

interface ReasonText {
  label: string;
  remedy?: string;
}

const isReason = (key: string): key is Reason => Object.hasOwn(reasons, key);

/** A reason's label and remedy; the key itself for reasons of another release. */
export const formatReason = (key: string): ReasonText => (isReason(key) ? reasons[key] : { label: key });
