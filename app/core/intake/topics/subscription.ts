import { z } from "zod";
import { defineReader } from "../define.ts";
import { exactId, idOf, identified, maybeId, customerRef, numericId, note, text } from "../shapes.ts";

const gid = z.string().nullish();
const policy = z.object({ interval: text, interval_count: z.number().nullish() }).nullish();

export const subscriptionReader = defineReader({
  topics: ["subscription_contracts/create", "subscription_contracts/cancel"],
  payload: identified({
    customer_id: numericId,
    admin_graphql_api_customer_id: gid,
    origin_order_id: maybeId,
    admin_graphql_api_origin_order_id: gid,
    status: text,
    currency_code: text,
    billing_policy: policy,
    delivery_policy: policy,
  }),
  read: (contract) => ({
    subject: `subscription:${idOf(contract)}`,
    relatedSubject: contract.origin_order_id
      ? `order:${exactId(contract.origin_order_id, contract.admin_graphql_api_origin_order_id)}`
      : null,
    customer: customerRef({ shopifyId: exactId(contract.customer_id, contract.admin_graphql_api_customer_id) }),
    facts: {
      subscription: {
        id: idOf(contract),
        status: contract.status?.toLowerCase() ?? null,
        interval: contract.billing_policy?.interval?.toLowerCase() ?? null,
        interval_count: contract.billing_policy?.interval_count ?? null,
        delivery_interval: contract.delivery_policy?.interval?.toLowerCase() ?? null,
        delivery_interval_count: contract.delivery_policy?.interval_count ?? null,
        currency: contract.currency_code,
      },
    },
  }),
});

/**
 * A failed renewal payment. Its body lacks the customer, so intake takes the customer from the contract's own events.
 */
export const billingAttemptReader = defineReader({
  topics: ["subscription_billing_attempts/failure"],
  payload: z.object({
    id: maybeId,
    admin_graphql_api_id: gid,
    idempotency_key: text,
    subscription_contract_id: numericId,
    admin_graphql_api_subscription_contract_id: gid,
    error_code: note,
    error_message: note,
  }),
  read: (attempt) => {
    const contract = exactId(attempt.subscription_contract_id, attempt.admin_graphql_api_subscription_contract_id);
    const id = attempt.id ? exactId(attempt.id, attempt.admin_graphql_api_id) : (attempt.idempotency_key ?? contract);
    return {
      subject: `billing_attempt:${id}`,
      relatedSubject: `subscription:${contract}`,
      facts: {
        billing: { id, error_code: attempt.error_code?.toLowerCase() ?? null, message: attempt.error_message },
        subscription: { id: contract },
      },
    };
  },
});
