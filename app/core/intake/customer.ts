import { defineReader } from "./define.ts";
import { address, idOf, identified, moment, readPerson, text } from "./shapes.ts";

export const customerReader = defineReader({
  topics: ["customers/create", "customers/update", "customers/enable", "customers/disable"],
  payload: identified({ email: text, phone: text, first_name: text, last_name: text, updated_at: moment, default_address: address }),
  read: (customer) => ({
    subject: `customer:${idOf(customer)}`,
    customer: readPerson({ customer, contact: {}, addresses: [], updatedAt: customer.updated_at }),
  }),
});
