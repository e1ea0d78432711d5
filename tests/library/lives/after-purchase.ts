import { orderBody } from "#tests/fixtures/bodies.ts";
import { LOS_ANGELES, isSent, isRefunded, isCancelled, optsOut, endedByReturn } from "./happenings.ts";
import type { Scenes } from "./scene.ts";

export const afterPurchase: Scenes = {
  "review-request": [
    {
      tells: "ten days after her order was sent, and not for the next one in the same month",
      ...LOS_ANGELES,
      async lives(life) {
        await isSent(life);
        await life.pass({ days: 12 });
        await life.tell("orders/fulfilled", orderBody({ order: "2", token: "c-2" }));
        await life.pass({ days: 20 });
      },
      got: [
        "Thu 12 Mar 10:00 Juniper: how do you like your Linen shirt, Ada? A short review helps others " +
          "choose: [https://juniper.myshopify.com] Reply STOP to opt out",
      ],
      ways: ["completed"],
    },
    ...endedByReturn(),
  ],
  "post-purchase-series": [
    {
      tells: "her first order brings a thank-you, a request and a suggestion",
      ada: { numberOfOrders: 1 },
      async lives(life) {
        await life.tell("orders/fulfilled", orderBody());
        await life.pass({ days: 40 });
      },
      got: [
        "Thu 5 Mar 10:00 Juniper: thank you for your first order with us, Ada! If anything is not " +
          "right, just answer this text. Reply STOP to opt out",
        "Thu 12 Mar 10:00 Juniper: how do you like your Linen shirt? A short review helps others choose: " +
          "[https://juniper.myshopify.com] Reply STOP to opt out",
        "Thu 26 Mar 10:00 Juniper: see what goes well with your Linen " +
          "shirt: [https://juniper.myshopify.com] Reply STOP to opt out",
      ],
      ways: ["completed"],
    },
    {
      tells: "another order is thanked in other words, and an order in the same month brings nothing more",
      ...LOS_ANGELES,
      async lives(life) {
        await isSent(life);
        await life.pass({ days: 5 });
        await life.tell("orders/fulfilled", orderBody({ order: "2", token: "c-2" }));
        await life.pass({ days: 40 });
      },
      got: [
        "Thu 5 Mar 10:00 Juniper: thank you for your order, Ada! If anything is not right, just answer " +
          "this text. Reply STOP to opt out",
        "Thu 12 Mar 10:00 Juniper: how do you like your Linen shirt? A short review helps others choose: " +
          "[https://juniper.myshopify.com] Reply STOP to opt out",
        "Thu 26 Mar 10:00 Juniper: see what goes well with your Linen " +
          "shirt: [https://juniper.myshopify.com] Reply STOP to opt out",
      ],
      ways: ["completed"],
    },
    {
      tells: "a refund ends it",
      async lives(life) {
        await isSent(life);
        await life.pass({ days: 4 });
        await isRefunded(life);
        await life.pass({ days: 40 });
      },
      got: [
        "Thu 5 Mar 10:00 Juniper: thank you for your order, Ada! If anything is not right, just answer " +
          "this text. Reply STOP to opt out",
      ],
      ways: ["cancelled order_refunded"],
    },
    {
      tells: "a cancellation ends it",
      async lives(life) {
        await isSent(life);
        await life.pass({ days: 4 });
        await isCancelled(life);
        await life.pass({ days: 40 });
      },
      got: [
        "Thu 5 Mar 10:00 Juniper: thank you for your order, Ada! If anything is not right, just answer " +
          "this text. Reply STOP to opt out",
      ],
      ways: ["cancelled order_cancelled"],
    },
    {
      tells: "an opt-out ends it",
      async lives(life) {
        await isSent(life);
        await life.pass({ days: 4 });
        await optsOut(life);
        await life.pass({ days: 40 });
      },
      got: [
        "Thu 5 Mar 10:00 Juniper: thank you for your order, Ada! If anything is not right, just answer " +
          "this text. Reply STOP to opt out",
      ],
      ways: ["cancelled consent_revoked"],
    },
  ],
};
