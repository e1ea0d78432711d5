import { formatReason } from "#text/reasons.ts";

/** Why a decision ended as it did: the exit event, or the reason; "" for what went well. */
export const formatWhy = ({ reason, endedBy }: { reason: string | null; endedBy: string | null }): string =>
  endedBy ?? (reason ? formatReason(reason).label : "");
