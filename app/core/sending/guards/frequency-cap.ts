import { capReached, ruleOfCap } from "../caps.ts";
import { formatDuration } from "#core/time/duration.ts";
import { pass, skip, type TextGuard } from "./define.ts";

/** No more marketing to one number than the shop's caps allow. */
export const frequencyCap: TextGuard = {
  name: "frequency_cap",
  check: ({ now, kind, shop, recent, overCap }) => {
    if (kind !== "marketing") return pass({ counted: false });
    const saw = { texts_lately: recent.length, last_text: recent[0]?.toString() ?? null };
    const reached = capReached(recent, shop.caps, now);
    if (!reached) return pass(saw, shop.caps.map(ruleOfCap).join(" + "));
    const { cap, until } = reached;
    const seen = { ...saw, at_most: `${cap.most} in ${formatDuration(cap.per)}`, room_from: until.toString() };
    const rule = ruleOfCap(cap);
    return overCap === "defer"
      ? { answer: "defer", reason: "frequency_cap", until, saw: seen, rule }
      : skip("frequency_cap", seen, rule);
  },
};
