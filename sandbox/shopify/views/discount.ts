import { Temporal } from "#core/time/time.ts";
import type { CodeList, Discount } from "../../store/state.ts";
import { connection, type Paging } from "./connection.ts";
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

/** A list of added codes: Shopify makes them after its answer, and the sandbox says so for the first second. */
export function codeListView({ id, codes, createdAt }: CodeList, now: string) {
  const done = past(Temporal.Instant.from(createdAt).add({ seconds: 1 }).toString(), now);
  const failed = codes.filter(({ error }) => error !== null).length;
  return {
    __typename: "DiscountRedeemCodeBulkCreation",
    id: gid("DiscountRedeemCodeBulkCreation", id),
    createdAt,
    done,
    codesCount: codes.length,
    failedCount: done ? failed : 0,
    importedCount: done ? codes.length - failed : 0,
    codes: (paging: Paging) =>
      connection(
        codes.map(({ code, error }) => ({
          id: code,
          code,
          errors: done && error ? [{ ...error, field: ["code"], extraInfo: null }] : [],
        })),
        paging,
      ),
  };
}
