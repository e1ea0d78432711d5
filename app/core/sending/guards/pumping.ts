import { readPhone } from "#core/customers/phone-number.ts";
import { Temporal } from "#core/time/time.ts";
import { pass, skip, type StepFacts, type TextGuard } from "./define.ts";

/** How long a number counts as new. */
const NEW_FOR = Temporal.Duration.from({ hours: 24 });
/** Texts that a stranger cannot set off: staff write them. */
const BY_STAFF: ReadonlySet<StepFacts["kind"]> = new Set(["conversation", "test"]);

/**
 * No text goes to a new number that came in a flood: one of many of its block, or of its country when that is not the
 * shop's own. Fraudsters sign up such numbers because they earn with each text to them (SMS pumping). Texts about an
 * order are no part of it.
 */
export const notPumped: TextGuard = {
  name: "sms_pumping",
  check: ({ now, kind, order, shop: { newNumbers, country: home = null }, recipient: { phone, arrival } }) => {
    if (!phone || !arrival || !newNumbers || order || BY_STAFF.has(kind)) return pass({ new_numbers_like_it: 0 });
    const { at, inBlock, inRegion } = arrival;
    if (Temporal.Instant.compare(Temporal.Instant.from(at).add(NEW_FOR), now) < 0)
      return pass({ new_numbers_like_it: 0 });
    const { perBlock, perCountry } = newNumbers;
    const block = { numbers_begin_with: phone.slice(0, -4), new_numbers_within_an_hour: inBlock, at_most: perBlock };
    if (inBlock >= perBlock) return skip("sms_pumping", block);
    const isAbroad = home !== null && readPhone(phone)?.country !== home;
    const region = {
      numbers_begin_with: phone.slice(0, 4),
      new_numbers_within_an_hour: inRegion,
      at_most: perCountry,
    };
    return isAbroad && inRegion >= perCountry ? skip("sms_pumping", region) : pass(block);
  },
};
