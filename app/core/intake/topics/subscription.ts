import { z } from "zod";
import { defineReader } from "../define.ts";
import {
  bodyOf,
  customerRef,
  exactId,
  idOf,
  identifiedWith,
  maybeId,
  numericId,
  text,
  tolerant,
  tolerantObject,
} from "../shapes.ts";

const policy = tolerantObject({ interval: text, interval_count: tolerant(z.number()) });

export const subscriptionReader = defineReader({
  topics: ["subscription_contracts/create", "subscription_contracts/cancel"],
  payload: identifiedWith(
    { customer_id: numericId },
    {
      admin_graphql_api_customer_id: text,
      origin_order_id: maybeId,
      admin_graphql_api_origin_order_id: text,
      status: text,
      currency_code: text,
      billing_policy: policy,
      delivery_policy: policy,
    },
  ),
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
  payload: bodyOf(
    { subscription_contract_id: numericId },
    {
      id: maybeId,
      admin_graphql_api_id: text,
      idempotency_key: text,
      admin_graphql_api_subscription_contract_id: text,
      error_code: text,
      error_message: text,
    },
  ),
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
