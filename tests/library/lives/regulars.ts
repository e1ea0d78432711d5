import { orderBody } from "#tests/fixtures/bodies.ts";
import type { Life } from "../life.ts";
import { LOS_ANGELES, placesOrder, optsOut, hasNotBought, endedByReturn } from "./happenings.ts";
import type { Scene, Scenes } from "./scene.ts";

export const regulars: Scenes = {
  "customer-reengagement": [
    {
      tells: "she has not bought for two months, and is not asked again within three",
      ...LOS_ANGELES,
      async lives(life) {
        await hasNotBought(life, 60);
        await life.pass({ days: 70 });
        await hasNotBought(life, 60);
        await life.pass({ days: 30 });
        await hasNotBought(life, 60);
        await life.pass({ days: 1 });
      },
      got: [
        "Tue 3 Mar 10:00 Juniper: it has been a while, Ada! Come and see " +
          "what is new: [https://juniper.myshopify.com] Reply STOP to opt out",
        "Sat 13 Jun 10:00 Juniper: it has been a while, Ada! Come and see " +
          "what is new: [https://juniper.myshopify.com] Reply STOP to opt out",
      ],
      ways: ["completed", "completed"],
    },
    {
      tells: "she buys before the morning",
      async lives(life) {
        await life.pass({ hours: 2 });
        await hasNotBought(life, 60);
        await life.pass({ hours: 3 });
        await placesOrder(life);
        await life.pass({ days: 2 });
      },
      got: [],
      ways: ["cancelled order_created"],
    },
  ],
  "win-back-series": [
    {
      tells: "she is missed, gets a code, and is reminded of it",
      ...LOS_ANGELES,
      async lives(life) {
        await hasNotBought(life, 120);
        await life.pass({ days: 40 });
        await hasNotBought(life, 160);
      },
      got: [
        "Tue 3 Mar 10:00 Juniper: we miss you, Ada! See what is new since your " +
          "last visit: [https://juniper.myshopify.com] Reply STOP to opt out",
        "Tue 10 Mar 10:00 Juniper: here is 10% off for you, Ada: BACK-7KQ2MHXW, " +
          "good for 14 days. [https://juniper.myshopify.com] Reply STOP to opt out",
        "Sat 21 Mar 10:00 Juniper: your 10% off runs out in a few days. The code is BACK-7KQ2MHXW: " +
          "[https://juniper.myshopify.com] Reply STOP to opt out",
      ],
      done: ["createDiscount"],
      ways: ["completed"],
    },
    {
      tells: "the store makes no code, and none is promised",
      fails: true,
      async lives(life) {
        life.house.store(() => ({ kind: "retry", detail: "the store does not answer" }));
        await hasNotBought(life, 120);
        await life.pass({ days: 40 });
      },
      got: [
        "Tue 3 Mar 10:00 Juniper: we miss you, Ada! See what is new since your " +
          "last visit: [https://juniper.myshopify.com] Reply STOP to opt out",
        "Tue 10 Mar 10:35 Juniper: is there something we could do better, Ada? Just answer this text. Reply STOP to opt out",
      ],
      done: ["createDiscount", "createDiscount", "createDiscount", "createDiscount"],
      ways: ["completed"],
    },
    {
      tells: "a purchase ends it",
      async lives(life) {
        await hasNotBought(life, 120);
        await life.pass({ days: 8 });
        await placesOrder(life);
        await life.pass({ days: 40 });
      },
      got: [
        "Tue 3 Mar 10:00 Juniper: we miss you, Ada! See what is new since your " +
          "last visit: [https://juniper.myshopify.com] Reply STOP to opt out",
        "Tue 10 Mar 10:00 Juniper: here is 10% off for you, Ada: BACK-7KQ2MHXW, " +
          "good for 14 days. [https://juniper.myshopify.com] Reply STOP to opt out",
      ],
      done: ["createDiscount"],
      ways: ["cancelled order_created"],
    },
    {
      tells: "an opt-out ends it, before a code is made",
      async lives(life) {
        await hasNotBought(life, 120);
        await life.pass({ days: 2 });
        await optsOut(life);
        await life.pass({ days: 40 });
      },
      got: [
        "Tue 3 Mar 10:00 Juniper: we miss you, Ada! See what is new since your " +
          "last visit: [https://juniper.myshopify.com] Reply STOP to opt out",
      ],
      ways: ["cancelled consent_revoked"],
    },
    {
      tells: "who did not agree to texts does not begin it",
      ada: { smsConsent: "not_subscribed" },
      lives: (life) => hasNotBought(life, 120),
      got: [],
      ways: [],
    },
  ],
  birthday: [
    {
      tells: "wishes and a code, once a year",
      ...LOS_ANGELES,
      async lives(life) {
        await life.notice("shopbell/birthday", { birthday: { on: "2026-03-02" } });
        await life.pass({ days: 9 });
        await life.notice("shopbell/birthday", { birthday: { on: "2026-03-11" } });
        await life.pass({ days: 2 });
      },
      got: [
        "Mon 2 Mar 09:00 Juniper: happy birthday, Ada! 15% off for you with HAPPY-7KQ2MHXW, good for " +
          "14 days: [https://juniper.myshopify.com] Reply STOP to opt out",
      ],
      done: ["createDiscount"],
      ways: ["completed"],
    },
    {
      tells: "the store refuses the code, and the wishes go without",
      fails: true,
      async lives(life) {
        life.house.store(() => ({ kind: "refused", code: "ACCESS_DENIED", detail: "no access to discounts" }));
        await life.notice("shopbell/birthday", { birthday: { on: "2026-03-02" } });
        await life.pass({ days: 1 });
      },
      got: ["Mon 2 Mar 10:00 Juniper: happy birthday, Ada! We wish you a lovely day. Reply STOP to opt out"],
      done: ["createDiscount"],
      ways: ["completed"],
    },
  ],
  "vip-thanks": [
    {
      tells: "the order that takes her past 500 USD, and no later one",
      ada: { amountSpent: { amount: "566.00", currencyCode: "USD" }, ...LOS_ANGELES.ada },
      zone: LOS_ANGELES.zone,
      async lives(life) {
        await placesOrder(life);
        await life.tell("orders/paid", orderBody());
        await life.pass({ days: 5 });
        await life.tell("orders/paid", orderBody({ order: "2", token: "c-2" }));
        await life.pass({ days: 5 });
      },
      got: [
        "Tue 3 Mar 10:00 Juniper: thank you, Ada! You are one of our most loyal customers, and that " +
          "means a lot to us. Reply STOP to opt out",
      ],
      done: ["addTags vip"],
      ways: ["completed"],
    },
    {
      tells: "who has spent less is not thanked",
      lives: ({ tell }) => tell("orders/paid", orderBody()),
      got: [],
      ways: [],
    },
    ...endedByReturn({
      ada: { amountSpent: { amount: "900.00", currencyCode: "USD" } },
      hours: 2,
      topic: "orders/paid",
    }),
  ],
  sunset: [
    {
      tells: "she stays silent, and is tagged",
      ...LOS_ANGELES,
      async lives(life) {
        await hasNotBought(life, 365);
        await life.pass({ days: 20 });
      },
      got: [
        "Tue 3 Mar 10:00 Juniper: still want to hear from us, Ada? Then say hello here: [https://juniper.myshopify.com] " +
          "If not, reply STOP to opt out",
      ],
      done: ["addTags sms-quiet"],
      ways: ["completed"],
    },
    ...["order_created", "link_clicked", "keyword_received", "consent_revoked"].map((on) => answeredBy(on)),
  ],
};

/** Asked whether she still wants texts, she answers in one way or another: no tag. */
function answeredBy(on: string): Scene {
  const answers: Record<string, (life: Life) => Promise<void>> = {
    order_created: placesOrder,
    link_clicked: ({ notice }) => notice("shopbell/link_clicked", { click: { url: "https://juniper.example" } }),
    keyword_received: ({ notice }) => notice("shopbell/keyword_received", { reply: { text: "Yes, I do!" } }),
    consent_revoked: optsOut,
  };
  return {
    tells: `${on} is an answer`,
    async lives(life) {
      await hasNotBought(life, 365);
      await life.pass({ days: 3 });
      await answers[on]?.(life);
      await life.pass({ days: 20 });
    },
    got: [
      "Tue 3 Mar 10:00 Juniper: still want to hear from us, Ada? Then say hello here: [https://juniper.myshopify.com] " +
        "If not, reply STOP to opt out",
    ],
    ways: [`cancelled ${on}`],
  };
}
