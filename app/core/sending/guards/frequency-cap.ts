import { capReached, ruleOfCap } from "../caps.ts";
import { formatDuration } from "#core/time/duration.ts";
import { pass, skip, type TextGuard } from "./define.ts";

/** Applies the shop's caps on marketing texts per number. */
export const frequencyCap: TextGuard = {
  name: "frequency_cap",
  check: ({ now, kind, shop, recent, overCap }) => {
    if (kind !== "marketing") return pass({ counted: false });
    const saw = { texts_lately: recent.length, last_text: recent[0]?.toString() ?? null };
    const reached = capReached(recent, shop.caps, now);
    if (!reached) return pass(saw, shop.caps.map(ruleOfCap).join(" + "));
    const { cap, until } = reached;
    const inputs = { ...saw, at_most: `${cap.most} in ${formatDuration(cap.per)}`, room_from: until.toString() };
    const rule = ruleOfCap(cap);
    return overCap === "defer"
      ? { answer: "defer", reason: "frequency_cap", until, saw: inputs, rule }
      : skip("frequency_cap", inputs, rule);
  },
};
