import { orderBody } from "#tests/fixtures/bodies.ts";
import { paymentBody, refundBody, shipmentBody } from "#tests/fixtures/order-bodies.ts";
import { billingAttemptBody, subscriptionBody } from "#tests/fixtures/subscription-bodies.ts";
import { LOS_ANGELES, placesOrder, isSent, isCancelled, parcelIs } from "./happenings.ts";
import type { Scenes } from "./scene.ts";

export const orders: Scenes = {
  "order-confirmation": [
    {
      tells: "she orders, and is told so",
      ada: { smsConsent: "not_subscribed" },
      lives: placesOrder,
      got: [
        "Mon 2 Mar 10:00 Juniper: thank you, Ada! Your order #1042 is " +
          "confirmed. Follow it here: [https://juniper.example/orders/1042]",
      ],
      ways: ["completed"],
    },
  ],
  "order-fulfilled": [
    {
      tells: "her order is sent, and she is told so, at night too",
      ada: { smsConsent: "not_subscribed" },
      async lives(life) {
        await life.pass({ hours: 13 });
        await isSent(life);
        await isSent(life);
      },
      got: [
        "Tue 3 Mar 00:00 Juniper: good news, Ada! Your order #1042 is on its way. Follow it here: " +
          "[https://juniper.example/orders/1042]",
      ],
      ways: ["completed"],
    },
  ],
  "shipping-update": [
    {
      tells: "each of her two parcels is told when the carrier has it, once",
      ada: { smsConsent: "not_subscribed" },
      async lives(life) {
        await parcelIs(life, "in_transit");
        await parcelIs(life, "in_transit");
        await parcelIs(life, "out_for_delivery");
        await life.tell("fulfillments/create", shipmentBody({ shipment: 7502, where: "in_transit" }));
      },
      got: [
        "Mon 2 Mar 10:00 Juniper: your order #1042 is on its way with UPS. Track it: https://track.example/1Z82",
        "Mon 2 Mar 10:00 Juniper: your order #1042 is on its way with UPS. Track it: https://track.example/1Z82",
      ],
      ways: ["completed", "completed"],
    },
  ],
  "out-for-delivery": [
    {
      tells: "her parcel comes today",
      lives: (life) => parcelIs(life, "out_for_delivery"),
      got: [
        "Mon 2 Mar 10:00 Juniper: today is the day, Ada! Your order #1042 is out for delivery. Track " +
          "it: https://track.example/1Z82",
      ],
      ways: ["completed"],
    },
  ],
  delivered: [
    {
      tells: "her parcel is there",
      lives: (life) => parcelIs(life, "delivered"),
      got: [
        "Mon 2 Mar 10:00 Juniper: your order #1042 has been delivered, Ada. We hope you like it! If " +
          "anything is not right, just reply to this text.",
      ],
      ways: ["completed"],
    },
  ],
  "delivery-problem": [
    {
      tells: "her parcel is late, then missed, then lost, and each is told in its own words",
      async lives(life) {
        for (const where of ["delayed", "attempted_delivery", "failure", "delivered"]) {
          await parcelIs(life, where);
          await life.pass({ days: 1 });
        }
      },
      got: [
        "Mon 2 Mar 10:00 Juniper: your order #1042 takes longer than planned, and we are sorry for " +
          "the wait. Track it: https://track.example/1Z82",
        "Tue 3 Mar 10:00 Juniper: the carrier came with your order #1042 and could not hand it over. " +
          "See what happens next: https://track.example/1Z82",
        "Wed 4 Mar 10:00 Juniper: your order #1042 could not be delivered, and we are sorry. We are " +
          "looking into it and will be in touch. Questions? Just reply to this text.",
      ],
      done: ["task: Parcel of order #1042 could not be delivered"],
      ways: ["completed", "completed", "completed"],
    },
  ],
  "order-cancelled": [
    {
      tells: "the shirt is sold out",
      lives: ({ tell }) => tell("orders/cancelled", cancelledFor("inventory")),
      got: [
        "Mon 2 Mar 10:00 Juniper: we are sorry, Ada. Something in your order #1042 is no longer available, " +
          "so we had to cancel it. Questions? Just reply to this text.",
      ],
      ways: ["completed"],
    },
    {
      tells: "her card was declined",
      lives: ({ tell }) => tell("orders/cancelled", cancelledFor("declined")),
      got: [
        "Mon 2 Mar 10:00 Juniper: the payment for your order #1042 was declined, so it is cancelled. " +
          "You are welcome to order again: [https://juniper.myshopify.com]",
      ],
      ways: ["completed"],
    },
    {
      tells: "she changed her mind",
      lives: ({ tell }) => tell("orders/cancelled", cancelledFor("customer")),
      got: [
        "Mon 2 Mar 10:00 Juniper: your order #1042 is cancelled, Ada. Not what you wanted? Just reply to this text.",
      ],
      ways: ["completed"],
    },
    {
      tells: "of a fraud nobody is told",
      lives: ({ tell }) => tell("orders/cancelled", cancelledFor("fraud")),
      got: [],
      ways: [],
    },
  ],
  "refund-note": [
    {
      tells: "two refunds are told, each with its amount, and goods without money are not",
      async lives(life) {
        await placesOrder(life);
        await life.tell("refunds/create", refundBody({ refund: 1 }));
        await life.tell("refunds/create", refundBody({ refund: 2, amounts: [] }));
        await life.pass({ days: 1 });
        await life.tell("refunds/create", refundBody({ refund: 3, amounts: ["10.00", "5.50"] }));
      },
      got: [
        "Mon 2 Mar 10:00 Juniper: your refund of 43.00 USD for order #1042 is on its way. Your bank " +
          "may take up to 10 days to show it.",
        "Tue 3 Mar 10:00 Juniper: your refund of 15.50 USD for order #1042 is on its way. Your bank " +
          "may take up to 10 days to show it.",
      ],
      ways: ["completed", "completed"],
    },
  ],
  "payment-failed": [
    {
      tells: "her payment fails twice, and half an hour later she is told once",
      async lives(life) {
        await placesOrder(life);
        await life.tell("order_transactions/create", paymentBody());
        await life.pass({ minutes: 5 });
        await life.tell("order_transactions/create", paymentBody({ payment: 7402 }));
        await life.pass({ hours: 2 });
      },
      got: [
        "Mon 2 Mar 10:30 Juniper: the payment for your order #1042 did not go through. Try again here: " +
          "[https://juniper.example/orders/1042] We never ask for card details by text.",
      ],
      ways: ["completed"],
    },
    {
      tells: "she pays ten minutes later, and is not told",
      async lives(life) {
        await placesOrder(life);
        await life.tell("order_transactions/create", paymentBody());
        await life.pass({ minutes: 10 });
        await life.tell("orders/paid", orderBody());
        await life.pass({ hours: 2 });
      },
      got: [],
      ways: ["cancelled order_paid"],
    },
    {
      tells: "the order is cancelled, and she is not told",
      async lives(life) {
        await placesOrder(life);
        await life.tell("order_transactions/create", paymentBody());
        await isCancelled(life);
        await life.pass({ hours: 2 });
      },
      got: [],
      ways: ["cancelled order_cancelled"],
    },
  ],
  "subscription-renewal-failed": [
    {
      tells: "a renewal fails three nights in a row, and she is told in the first morning",
      ada: { ...LOS_ANGELES.ada, smsConsent: "not_subscribed" },
      zone: LOS_ANGELES.zone,
      async lives(life) {
        await life.tell("subscription_contracts/create", subscriptionBody());
        await life.pass({ hours: 17 });
        for (const attempt of [1, 2, 3]) {
          await life.tell("subscription_billing_attempts/failure", billingAttemptBody({ attempt }));
          await life.pass({ hours: 24 });
        }
      },
      got: [
        "Tue 3 Mar 10:00 Juniper: your subscription payment did not go through, Ada. Please check " +
          "it: [https://juniper.myshopify.com/account] We never ask for card details by text.",
      ],
      ways: ["completed"],
    },
    {
      tells: "she cancels before the morning",
      async lives(life) {
        await life.tell("subscription_contracts/create", subscriptionBody());
        await life.pass({ hours: 17 });
        await life.tell("subscription_billing_attempts/failure", billingAttemptBody());
        await life.pass({ hours: 1 });
        await life.tell("subscription_contracts/cancel", subscriptionBody({ status: "cancelled" }));
        await life.pass({ days: 1 });
      },
      got: [],
      ways: ["cancelled subscription_cancelled"],
    },
  ],
};

function cancelledFor(reason: string): string {
  return JSON.stringify({ ...(JSON.parse(orderBody({ order: "1042" })) as object), cancel_reason: reason });
}
