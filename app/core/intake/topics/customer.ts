import { z } from "zod";
import { defineReader } from "../define.ts";
import { customerRecord, globalId, idOf, identified, named, readPersonBody, text } from "../shapes.ts";

/**
 * The whole record of a customer, but for tags, consent and purchases, which have topics of their own. A number that is
 * missing here erases none: the one we hold may come from a checkout, and who wants no more texts says so by consent.
 */
export const customerReader = defineReader({
  topics: ["customers/create", "customers/update", "customers/enable", "customers/disable"],
  payload: customerRecord,
  read: (customer, topic) => ({
    subject: `customer:${idOf(customer)}`,
    customer: readPersonBody({ customer, contact: {}, addresses: [], updatedAt: customer.updated_at }),
    echoes: topic === "customers/update" ? [`customer_updated:${idOf(customer)}`] : [],
  }),
});

export const customerDeleteReader = defineReader({
  topics: ["customers/delete"],
  payload: identified({}),
  read: (customer) => ({
    subject: `customer:${idOf(customer)}`,
    customer: named({ shopifyId: idOf(customer) }),
    deleted: true,
  }),
});

export const customerMergeReader = defineReader({
  topics: ["customers/merge"],
  payload: z.object({
    admin_graphql_api_customer_kept_id: globalId,
    admin_graphql_api_customer_deleted_id: globalId,
    status: text,
  }),
  read: ({ admin_graphql_api_customer_kept_id: into, admin_graphql_api_customer_deleted_id: from, status }) => {
    // It is also told of merges that are under way still, or have failed.
    const done = status?.toLowerCase() === "completed";
    return {
      subject: `customer:${into}`,
      customer: done ? named({ shopifyId: into }) : null,
      merged: done ? { from, into } : null,
    };
  },
});
