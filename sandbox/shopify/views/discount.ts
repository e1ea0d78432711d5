import { Temporal } from "#core/time/time.ts";
import type { Discount } from "../../store/state.ts";
import { gid } from "./gid.ts";

const past = (instant: string, now: string) => Temporal.Instant.compare(instant, now) <= 0;

const statusOf = ({ startsAt, endsAt }: Discount, now: string) =>
  endsAt !== null && past(endsAt, now) ? "EXPIRED" : past(startsAt, now) ? "ACTIVE" : "SCHEDULED";

export function discountView(discount: Discount, now: string) {
  const { id, form, title, startsAt, endsAt, usageLimit, createdAt } = discount;
  return {
    __typename: "DiscountCodeNode",
    id: gid("DiscountCodeNode", id),
    codeDiscount: {
      __typename: form,
      title,
      startsAt,
      endsAt,
      usageLimit,
      createdAt,
      updatedAt: createdAt,
      status: statusOf(discount, now),
    },
  };
}
