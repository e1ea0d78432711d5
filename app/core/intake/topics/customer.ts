import { defineReader } from "../define.ts";
import { bodyOf, customerRecord, globalId, idOf, identified, customerRef, readPersonBody, text } from "../shapes.ts";

/**
 * The full customer record without tags, consent and purchases, which have their own topics. A missing phone number
 * erases none: the stored number may come from a checkout, and an opt-out arrives as consent.
 */
export const customerReader = defineReader({
  topics: ["customers/create", "customers/update", "customers/enable", "customers/disable"],
  payload: customerRecord,
  read: (customer, topic) => ({
    subject: `customer:${idOf(customer)}`,
    customer: readPersonBody({ customer, contact: {}, addresses: {}, updatedAt: customer.updated_at }),
    echoes: topic === "customers/update" ? [`customer_updated:${idOf(customer)}`] : [],
  }),
});

export const customerDeleteReader = defineReader({
  topics: ["customers/delete"],
  payload: identified({}),
  read: (customer) => ({
    subject: `customer:${idOf(customer)}`,
    customer: customerRef({ shopifyId: idOf(customer) }),
    deleted: true,
  }),
});

export const customerMergeReader = defineReader({
  topics: ["customers/merge"],
  payload: bodyOf(
    { admin_graphql_api_customer_kept_id: globalId, admin_graphql_api_customer_deleted_id: globalId },
    { status: text },
  ),
  read: ({ admin_graphql_api_customer_kept_id: into, admin_graphql_api_customer_deleted_id: from, status }) => {
    // The topic also reports merges in progress and failed merges.
    const done = status?.toLowerCase() === "completed";
    return {
      subject: `customer:${into}`,
      customer: done ? customerRef({ shopifyId: into }) : null,
      merged: done ? { from, into } : null,
    };
  },
});
