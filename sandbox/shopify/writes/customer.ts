import { parsePhoneNumberFromString } from "libphonenumber-js";
import { addSubscriber, editCustomer, setConsent, setTags } from "../../store/actions/customer.ts";
import { newId } from "../../store/ids.ts";
import { neverAsked } from "../../store/people.ts";
import type { Consent, Customer, Metafield, StoreState } from "../../store/state.ts";
import { customerView, metafieldView } from "../views/resources.ts";
import { APP_INSTALLATION, parseGid } from "../views/gid.ts";
import { refuse, type MutationContext } from "./mutation-context.ts";

interface ConsentInput {
  customerId: string;
  smsMarketingConsent: {
    marketingState: string;
    marketingOptInLevel?: string | null;
    consentUpdatedAt?: string | null;
  };
}

interface CustomerInput {
  id?: string | null;
  phone?: string | null;
  smsMarketingConsent?: ConsentInput["smsMarketingConsent"] | null;
  firstName?: string | null;
  lastName?: string | null;
  note?: string | null;
}

interface MetafieldInput {
  ownerId: string;
  namespace?: string | null;
  key: string;
  type?: string | null;
  value: string;
}

const subscribable = new Set(["SUBSCRIBED", "UNSUBSCRIBED", "PENDING"]);
const LONGEST_NAME = 255;

export function customerBy(store: StoreState, gid: string | null | undefined): Customer | undefined {
  const parsed = parseGid(gid ?? "");
  return parsed?.kind === "Customer" ? store.customers.find(({ id }) => id === parsed.id) : undefined;
}

function retag(desk: MutationContext, gid: string, tags: (before: readonly string[]) => string[]) {
  const customer = customerBy(desk.store, gid);
  if (!customer) return refuse("node", ["id"], "Node does not exist");
  desk.send(setTags(desk.store, customer.id, tags(customer.tags), desk.now()));
  return { node: customerView(desk.store, customer), userErrors: [] };
}

function update(desk: MutationContext, { id, firstName, lastName, note }: CustomerInput) {
  const customer = customerBy(desk.store, id);
  if (!customer) return refuse("customer", ["id"], "Customer does not exist");
  if ((firstName ?? "").length > LONGEST_NAME)
    return refuse("customer", ["firstName"], `First name is too long (maximum is ${LONGEST_NAME} characters)`);
  const changes = {
    ...(firstName == null ? {} : { firstName }),
    ...(lastName == null ? {} : { lastName }),
    ...(note == null ? {} : { note }),
  };
  desk.send(editCustomer(desk.store, customer.id, changes, desk.now()));
  return { customer: customerView(desk.store, customer), userErrors: [] };
}

/** Creates a customer by the number alone, as Shopify does: a number has one customer. */
function create(desk: MutationContext, { firstName, lastName, phone, smsMarketingConsent: wish }: CustomerInput) {
  if (!phone || !parsePhoneNumberFromString(phone)?.isPossible())
    return refuse("customer", ["phone"], "Phone is invalid");
  if (desk.store.customers.some((one) => one.phone === phone))
    return refuse("customer", ["phone"], "Phone has already been taken");
  const consent = wish ? consentOf(desk, wish) : neverAsked;
  const { customer, events } = addSubscriber(
    desk.store,
    { firstName: firstName ?? "", lastName: lastName ?? "", phone, consent },
    desk.now(),
  );
  desk.send(events);
  return { customer: customerView(desk.store, customer), userErrors: [] };
}

function setMetafields(desk: MutationContext, inputs: readonly MetafieldInput[]) {
  const strayed = inputs.findIndex(({ ownerId }) => ownerId !== APP_INSTALLATION && !customerBy(desk.store, ownerId));
  if (strayed >= 0)
    return refuse("metafields", ["metafields", String(strayed), "ownerId"], "Owner does not exist", "INVALID");
  const untyped = inputs.findIndex(({ type }) => !type);
  if (untyped >= 0)
    return refuse("metafields", ["metafields", String(untyped), "type"], "Type can't be blank", "BLANK");
  return { metafields: inputs.flatMap((input) => setMetafield(desk, input)).map(metafieldView), userErrors: [] };
}

function setMetafield(desk: MutationContext, { ownerId, namespace, key, type, value }: MetafieldInput): Metafield[] {
  const customer = customerBy(desk.store, ownerId);
  const before = customer ? customer.metafields : desk.store.appMetafields;
  const others = (before ?? []).filter((one) => one.key !== key || one.namespace !== namespace);
  const metafield: Metafield = {
    id: newId(desk.store),
    namespace: namespace ?? "",
    key,
    type: type ?? "",
    value,
    updatedAt: desk.now(),
  };
  const metafields = [...others, metafield];
  if (customer) desk.send(editCustomer(desk.store, customer.id, { metafields }, desk.now()));
  else {
    desk.store.appMetafields = metafields;
    desk.changed();
  }
  return [metafield];
}

const consentOf = (desk: MutationContext, wish: ConsentInput["smsMarketingConsent"]): Consent => ({
  state: wish.marketingState.toLowerCase() as Consent["state"],
  optInLevel: (wish.marketingOptInLevel ?? "SINGLE_OPT_IN").toLowerCase() as Consent["optInLevel"],
  updatedAt: wish.consentUpdatedAt ?? desk.now(),
  collectedFrom: "OTHER",
});

function updateConsent(desk: MutationContext, { customerId, smsMarketingConsent: wish }: ConsentInput) {
  const refuseConsent = (field: string, message: string) => refuse("customer", ["input", field], message, "INVALID");
  const customer = customerBy(desk.store, customerId);
  if (!customer) return refuseConsent("customerId", "Customer not found");
  if (customer.phone === null)
    return refuseConsent("smsMarketingConsent", "A phone number is required to set the SMS consent state.");
  if (!subscribable.has(wish.marketingState))
    return refuseConsent("smsMarketingConsent", `Cannot specify ${wish.marketingState} as a marketing state input`);
  desk.send(setConsent(desk.store, customer.id, consentOf(desk, wish), desk.now()));
  return { customer: customerView(desk.store, customer), userErrors: [] };
}

export const customerMutations = (desk: MutationContext) => ({
  tagsAdd: ({ id, tags }: { id: string; tags: string[] }) =>
    retag(desk, id, (before) => [...new Set([...before, ...tags])]),
  tagsRemove: ({ id, tags }: { id: string; tags: string[] }) =>
    retag(desk, id, (before) => before.filter((tag) => !tags.includes(tag))),
  customerCreate: ({ input }: { input: CustomerInput }) => create(desk, input),
  customerUpdate: ({ input }: { input: CustomerInput }) => update(desk, input),
  metafieldsSet: ({ metafields }: { metafields: MetafieldInput[] }) => setMetafields(desk, metafields),
  customerSmsMarketingConsentUpdate: ({ input }: { input: ConsentInput }) => updateConsent(desk, input),
});
