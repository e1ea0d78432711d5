import { setConsent, setTags } from "../store/actions/customer.ts";
import type { StoreEvent } from "../store/events.ts";
import type { Consent, Customer, StoreState } from "../store/state.ts";
import { customerView } from "./views/customer.ts";
import { parseGid } from "./views/gid.ts";

/** Where a write by an app lands: the store tells its apps of it as of a click. */
export interface Desk {
  store: StoreState;
  now: () => string;
  tell: (events: readonly StoreEvent[]) => void;
}

interface ConsentInput {
  customerId: string;
  smsMarketingConsent: { marketingState: string; marketingOptInLevel?: string | null; consentUpdatedAt?: string | null };
}

const subscribable = new Set(["SUBSCRIBED", "UNSUBSCRIBED", "PENDING"]);

function customerBy(store: StoreState, gid: string): Customer | undefined {
  const parsed = parseGid(gid);
  return parsed?.kind === "Customer" ? store.customers.find(({ id }) => id === parsed.id) : undefined;
}

function retag(desk: Desk, gid: string, tags: (before: readonly string[]) => string[]) {
  const customer = customerBy(desk.store, gid);
  if (!customer) return { node: null, userErrors: [{ field: ["id"], message: "Node does not exist" }] };
  desk.tell(setTags(desk.store, customer.id, tags(customer.tags), desk.now()));
  return { node: customerView(desk.store, customer), userErrors: [] };
}

function updateConsent(desk: Desk, { customerId, smsMarketingConsent: wish }: ConsentInput) {
  const refuse = (field: string, message: string) => ({ customer: null, userErrors: [{ code: "INVALID", field: ["input", field], message }] });
  const customer = customerBy(desk.store, customerId);
  if (!customer) return refuse("customerId", "Customer not found");
  if (customer.phone === null) return refuse("smsMarketingConsent", "A phone number is required to set the SMS consent state.");
  if (!subscribable.has(wish.marketingState)) return refuse("smsMarketingConsent", `Cannot specify ${wish.marketingState} as a marketing state input`);
  const consent: Consent = {
    state: wish.marketingState.toLowerCase() as Consent["state"],
    optInLevel: (wish.marketingOptInLevel ?? "SINGLE_OPT_IN").toLowerCase() as Consent["optInLevel"],
    updatedAt: wish.consentUpdatedAt ?? desk.now(),
    collectedFrom: "OTHER",
  };
  desk.tell(setConsent(desk.store, customer.id, consent, desk.now()));
  return { customer: customerView(desk.store, customer), userErrors: [] };
}

export const mutations = (desk: Desk) => ({
  tagsAdd: ({ id, tags }: { id: string; tags: string[] }) => retag(desk, id, (before) => [...new Set([...before, ...tags])]),
  tagsRemove: ({ id, tags }: { id: string; tags: string[] }) => retag(desk, id, (before) => before.filter((tag) => !tags.includes(tag))),
  customerSmsMarketingConsentUpdate: ({ input }: { input: ConsentInput }) => updateConsent(desk, input),
});
