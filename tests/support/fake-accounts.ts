import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import type { AdminApi, AdminCustomer, NewCustomer } from "#shell/shopify/admin-api.server.ts";

/** A customer of whom Shopify tells nothing. */
export const nobody: AdminCustomer = {
  phone: null,
  email: null,
  firstName: null,
  lastName: null,
  countryCode: null,
  provinceCode: null,
  locale: null,
  tags: [],
  smsConsent: "not_subscribed",
  consentUpdatedAt: null,
  optInLevel: null,
  emailConsent: "not_subscribed",
  emailConsentUpdatedAt: null,
  numberOfOrders: null,
  amountSpent: null,
  lastOrder: null,
  createdAt: null,
  birthDate: null,
  state: null,
};

/** Shopify's customers by number: a number has one customer. Each call can fail, before or after it was done. */
export function fakeAccounts() {
  const byPhone = new Map<string, { shopifyId: string; customer: AdminCustomer }>();
  const created: NewCustomer[] = [];
  const lookedUp: string[] = [];
  let lookUp: (phone: string) => OutwardFailure | null = () => null;
  let refusal: (customer: NewCustomer) => OutwardFailure | null = () => null;
  let losesAnswer: () => boolean = () => false;
  const add = (shopifyId: string, phone: string, customer: Partial<AdminCustomer> = {}) =>
    byPhone.set(phone, { shopifyId, customer: { ...nobody, phone, ...customer } });
  const adminApi: Pick<AdminApi, "customerByPhone" | "createCustomer"> = {
    customerByPhone: async (_domain, phone) => {
      lookedUp.push(phone);
      return lookUp(phone) ?? { kind: "answered", found: byPhone.get(phone) ?? null };
    },
    createCustomer: async (_domain, customer) => {
      const failure = refusal(customer);
      if (failure) return failure;
      const { phone, firstName, lastName, optInLevel, consentAt } = customer;
      if (byPhone.has(phone))
        return { kind: "refused", code: "user_error", detail: "phone: Phone has already been taken" };
      created.push(customer);
      const shopifyId = String(8_000_000 + created.length);
      add(shopifyId, phone, { firstName, lastName, smsConsent: "subscribed", optInLevel, consentUpdatedAt: consentAt });
      return losesAnswer() ? { kind: "retry", detail: "Shopify could not be reached" } : { kind: "done", shopifyId };
    },
  };
  return {
    adminApi,
    /** The customers that were created. */
    created,
    lookedUp,
    add,
    byPhone,
    lookUpFails: (say: typeof lookUp) => (lookUp = say),
    refuses: (say: typeof refusal) => (refusal = say),
    answersAreLost: (say: typeof losesAnswer) => (losesAnswer = say),
  };
}
