import { browsingSubject } from "#core/intake/viewed-product.ts";
import { checkoutBody } from "#tests/fixtures/bodies.ts";
import { LOS_ANGELES, placesOrder, ordersSomethingElse, isSent, endedByReturn } from "./happenings.ts";
import type { Life } from "../life.ts";
import type { Scenes } from "./scene.ts";

const SHIRT = {
  id: "4101",
  product_id: "9001",
  title: "Linen shirt - Medium",
  url: "https://juniper.example/products/linen-shirt",
  price: "49.00",
  currency: "USD",
  old_price: "62.00",
};

const LOOKED_AT = { id: "9001", title: "Linen shirt", url: "https://juniper.example/products/linen-shirt" };
const looksAt = (life: Life, product: typeof LOOKED_AT) =>
  life.notice("shopbell/product_viewed", { product }, browsingSubject);

export const sales: Scenes = {
  "abandoned-cart": [
    {
      tells: "she leaves the checkout, is reminded once, and does not come back",
      async lives(life) {
        await life.tell("checkouts/create", checkoutBody());
        await life.pass({ days: 5 });
      },
      got: [
        "Mon 2 Mar 11:00 Juniper: you left Linen shirt in your cart, Ada. It is still " +
          "here: [https://juniper.example/checkouts/c-1/recover] Reply STOP to opt out",
      ],
      ways: ["completed"],
    },
    {
      tells: "she buys after the reminder, and so the cart is won back",
      async lives(life) {
        await life.tell("checkouts/create", checkoutBody());
        await life.pass({ hours: 3 });
        await placesOrder(life);
        await life.pass({ days: 5 });
      },
      got: [
        "Mon 2 Mar 11:00 Juniper: you left Linen shirt in your cart, Ada. It is still " +
          "here: [https://juniper.example/checkouts/c-1/recover] Reply STOP to opt out",
      ],
      ways: ["cancelled order_created"],
    },
    {
      tells: "she buys something else in the meantime",
      async lives(life) {
        await life.tell("checkouts/create", checkoutBody());
        await life.pass({ minutes: 20 });
        await ordersSomethingElse(life);
        await life.pass({ days: 5 });
      },
      got: [],
      ways: ["cancelled order_created"],
    },
  ],
  "browse-abandonment": [
    {
      tells: "she looks at two products, is reminded of the last, and of no other for three days",
      async lives(life) {
        await looksAt(life, LOOKED_AT);
        await life.pass({ minutes: 30 });
        await looksAt(life, { ...LOOKED_AT, title: "Canvas belt" });
        await life.pass({ days: 1 });
        await looksAt(life, LOOKED_AT);
        await life.pass({ days: 3 });
      },
      got: [
        "Mon 2 Mar 11:30 Juniper: still thinking about Canvas belt, Ada? It is here: " +
          "[https://juniper.example/products/linen-shirt] Reply STOP to opt out",
      ],
      ways: ["completed"],
    },
    {
      tells: "she begins a checkout in the meantime",
      async lives(life) {
        await looksAt(life, LOOKED_AT);
        await life.pass({ minutes: 20 });
        await life.tell("checkouts/create", checkoutBody());
        await life.pass({ days: 5 });
      },
      got: [],
      ways: ["cancelled checkout_abandoned"],
    },
    {
      tells: "she buys after the reminder, and so the visit is won back",
      async lives(life) {
        await looksAt(life, LOOKED_AT);
        await life.pass({ hours: 3 });
        await ordersSomethingElse(life);
        await life.pass({ days: 5 });
      },
      got: [
        "Mon 2 Mar 11:00 Juniper: still thinking about Linen shirt, Ada? It is here: " +
          "[https://juniper.example/products/linen-shirt] Reply STOP to opt out",
      ],
      ways: ["cancelled order_created"],
    },
  ],
  "cross-sell": [
    {
      tells: "three weeks after her order was sent, across the change of the clocks",
      ...LOS_ANGELES,
      async lives(life) {
        await isSent(life);
        await life.pass({ days: 30 });
      },
      got: [
        "Mon 23 Mar 10:00 Juniper: enjoying your Linen shirt, Ada? See what goes " +
          "well with it: [https://juniper.myshopify.com] Reply STOP to opt out",
      ],
      ways: ["completed"],
    },
    {
      tells: "she orders again",
      async lives(life) {
        await isSent(life);
        await life.pass({ days: 7 });
        await ordersSomethingElse(life);
        await life.pass({ days: 30 });
      },
      got: [],
      ways: ["cancelled order_created"],
    },
    ...endedByReturn(),
  ],
  "back-in-stock": [
    {
      tells: "two things come back one night, and in the morning she is told of the first",
      async lives(life) {
        await life.pass({ hours: 13 });
        await life.notice("shopbell/back_in_stock", { variant: SHIRT });
        await life.pass({ hours: 1 });
        await life.notice("shopbell/back_in_stock", { variant: { ...SHIRT, title: "Canvas belt" } });
        await life.pass({ days: 2 });
        await life.notice("shopbell/back_in_stock", { variant: { ...SHIRT, title: "Wool socks" } });
        await life.pass({ days: 2 });
      },
      got: [
        "Tue 3 Mar 08:00 Juniper: back in stock, Ada: Linen shirt - Medium. See " +
          "it: [https://juniper.example/products/linen-shirt] Reply STOP to opt out",
        "Thu 5 Mar 08:00 Juniper: back in stock, Ada: Wool socks. See it: " +
          "[https://juniper.example/products/linen-shirt] Reply STOP to opt out",
      ],
      ways: ["completed", "completed"],
    },
  ],
  "price-drop": [
    {
      tells: "a sale begins: she is told once in three days, and of no small change",
      async lives(life) {
        await life.notice("shopbell/price_drop", { variant: { ...SHIRT, price: "60.00" } });
        await life.notice("shopbell/price_drop", { variant: SHIRT });
        await life.pass({ days: 1 });
        await life.notice("shopbell/price_drop", {
          variant: { ...SHIRT, title: "Canvas belt", price: "12.00", old_price: "18.00" },
        });
        await life.pass({ days: 3 });
        await life.notice("shopbell/price_drop", {
          variant: { ...SHIRT, title: "Wool socks", price: "9.50", old_price: "12.00" },
        });
      },
      got: [
        "Mon 2 Mar 10:00 Juniper: good news, Ada: Linen shirt - Medium, now 49.00 USD. " +
          "See it: [https://juniper.example/products/linen-shirt] Reply STOP to opt out",
        "Fri 6 Mar 10:00 Juniper: good news, Ada: Wool socks, now 9.50 USD. See " +
          "it: [https://juniper.example/products/linen-shirt] Reply STOP to opt out",
      ],
      ways: ["completed", "completed"],
    },
  ],
};
