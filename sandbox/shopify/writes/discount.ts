import { Temporal } from "#core/time/time.ts";
import { collections, products } from "../../store/catalog.ts";
import { newId } from "../../store/ids.ts";
import { discountOfCode } from "../../store/find.ts";
import type { CodeList, Discount } from "../../store/state.ts";
import { codeListView, discountView } from "../views/discount.ts";
import { parseGid } from "../views/gid.ts";
import { customerBy } from "./customer.ts";
import { refuse, type MutationContext } from "./mutation-context.ts";

interface DiscountInput {
  code?: string | null;
  title?: string | null;
  startsAt?: string | null;
  endsAt?: string | null;
  usageLimit?: number | null;
  context?: { all?: string | null; customers?: { add?: string[] | null } | null } | null;
  combinesWith?: Record<string, unknown> | null;
  minimumRequirement?: { subtotal?: { greaterThanOrEqualToSubtotal?: string | null } | null } | null;
  customerGets?: {
    items?: {
      all?: boolean | null;
      products?: { productsToAdd?: string[] | null } | null;
      collections?: { add?: string[] | null } | null;
    } | null;
    value?: { percentage?: number | null; discountAmount?: { amount?: string | null } | null } | null;
  } | null;
}

type Form = Discount["form"];
const TAKEN = "Code must be unique. Please try a different code.";
/** So many lists of codes are kept. */
const MAX_LISTS = 50;
/** Shopify takes no more in one call. */
const MAX_CODES = 250;

/** The discount in words; null if the store does not support it. */
function worthOf(form: Form, currency: string, { customerGets }: DiscountInput): string | null {
  if (form === "DiscountCodeFreeShipping") return "free shipping";
  const { percentage, discountAmount } = customerGets?.value ?? {};
  if (percentage != null)
    return percentage > 0 && percentage <= 1 ? `${Number((percentage * 100).toFixed(2))}% off` : null;
  return Number(discountAmount?.amount) > 0 ? `${discountAmount?.amount} ${currency} off` : null;
}

const itemsOf = (customerGets: DiscountInput["customerGets"]) => ({
  products: customerGets?.items?.products?.productsToAdd ?? [],
  collections: customerGets?.items?.collections?.add ?? [],
});

function problem(
  desk: MutationContext,
  { code, title, startsAt, endsAt, context, customerGets }: DiscountInput,
): [field: string, message: string, code: string] | null {
  if (!title) return ["title", "Title can't be blank", "BLANK"];
  if (!code) return ["code", "Code can't be blank", "BLANK"];
  if (!startsAt) return ["startsAt", "Starts at can't be blank", "BLANK"];
  if (endsAt && Temporal.Instant.compare(endsAt, startsAt) <= 0)
    return ["endsAt", "Ends at needs to be after starts_at", "END_DATE_BEFORE_START_DATE"];
  if (context?.customers?.add?.some((gid) => !customerBy(desk.store, gid)))
    return ["context", "Customer is invalid", "INVALID"];
  const { products: productIds, collections: collectionIds } = itemsOf(customerGets);
  if (productIds.some((gid) => !products.some(({ id }) => parseGid(gid)?.id === id)))
    return ["customerGets.items.products", "Product is invalid", "INVALID"];
  if (collectionIds.some((gid) => !collections.some(({ id }) => parseGid(gid)?.id === id)))
    return ["customerGets.items.collections", "Collection is invalid", "INVALID"];
  if (productIds.length > 0 && collectionIds.length > 0)
    return ["customerGets.items", "Cannot entitle collections in combination with products", "CONFLICT"];
  return discountOfCode(desk.store, code) ? ["code", TAKEN, "TAKEN"] : null;
}

function create(desk: MutationContext, argument: string, form: Form, input: DiscountInput) {
  const { store } = desk;
  const refuseDiscount = (field: string, message: string, code: string) =>
    refuse("codeDiscountNode", [argument, ...field.split(".")], message, code);
  const wrong = problem(desk, input);
  if (wrong) return refuseDiscount(...wrong);
  const worth = worthOf(form, store.shop.currency, input);
  if (worth === null)
    return refuseDiscount(
      "customerGets",
      "Value must be between 0.0 and 1.0, or an amount above 0",
      "VALUE_OUTSIDE_RANGE",
    );
  const discount: Discount = {
    id: newId(store),
    code: input.code ?? "",
    title: input.title ?? "",
    form,
    worth,
    startsAt: input.startsAt ?? desk.now(),
    endsAt: input.endsAt ?? null,
    usageLimit: input.usageLimit ?? null,
    holdsFor: Object.values(itemsOf(input.customerGets)).flat(),
    minimumSubtotal: input.minimumRequirement?.subtotal?.greaterThanOrEqualToSubtotal ?? null,
    combinesWith: Object.entries(input.combinesWith ?? {}).flatMap(([name, on]) => (on === true ? [name] : [])),
    onlyFor: input.context?.customers?.add?.flatMap((gid) => parseGid(gid)?.id ?? []) ?? null,
    createdAt: desk.now(),
  };
  store.discounts.push(discount);
  desk.changed();
  return { codeDiscountNode: discountView(discount, desk.now()), userErrors: [] };
}

/** Adds codes to a discount. The list is told to be under way until it is asked for after a second. */
function addCodes(desk: MutationContext, discountId: string, codes: readonly { code: string }[]) {
  const discount = desk.store.discounts.find(({ id }) => id === parseGid(discountId)?.id);
  if (!discount) return refuse("bulkCreation", ["discountId"], "Code discount does not exist.", "INVALID");
  if (codes.length === 0 || codes.length > MAX_CODES)
    return refuse("bulkCreation", ["codes"], `Codes must be between 1 and ${MAX_CODES}`, "EXCEEDED_MAX");
  const list: CodeList = { id: newId(desk.store), codes: [], createdAt: desk.now() };
  const taken = new Set(
    desk.store.discounts.flatMap(({ code, moreCodes = [] }) => [code, ...moreCodes].map((each) => each.toLowerCase())),
  );
  discount.moreCodes ??= [];
  for (const { code } of codes) {
    const isTaken = taken.has(code.toLowerCase());
    list.codes.push({ code, error: isTaken ? { code: "TAKEN", message: TAKEN } : null });
    if (isTaken) continue;
    taken.add(code.toLowerCase());
    discount.moreCodes.push(code);
  }
  desk.store.codeLists = [...(desk.store.codeLists ?? []), list].slice(-MAX_LISTS);
  desk.changed();
  return { bulkCreation: codeListView(list, desk.now()), userErrors: [] };
}

export const discountMutations = (desk: MutationContext) => ({
  discountCodeBasicCreate: ({ basicCodeDiscount }: { basicCodeDiscount: DiscountInput }) =>
    create(desk, "basicCodeDiscount", "DiscountCodeBasic", basicCodeDiscount),
  discountCodeFreeShippingCreate: ({ freeShippingCodeDiscount }: { freeShippingCodeDiscount: DiscountInput }) =>
    create(desk, "freeShippingCodeDiscount", "DiscountCodeFreeShipping", freeShippingCodeDiscount),
  discountRedeemCodeBulkAdd: ({ discountId, codes }: { discountId: string; codes: { code: string }[] }) =>
    addCodes(desk, discountId, codes),
});
