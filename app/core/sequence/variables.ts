import type { Facts } from "../intake/define.ts";

export interface Person {
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
}

/** What templates may name: the event's facts, the customer as known now, and the shop. */
export const variablesOf = (facts: Facts, customer: Person, shop: { name: string; url: string }): Record<string, unknown> => ({
  ...facts,
  customer: { first_name: customer.firstName, last_name: customer.lastName, email: customer.email, phone: customer.phone },
  shop,
});
