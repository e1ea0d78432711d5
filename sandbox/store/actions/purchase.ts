import type { StoreEvent } from "../events.ts";
import { purchaseOf, StoreRefusal } from "../find.ts";
import { at } from "../payloads/written.ts";
import type { Purchase, StoreState } from "../state.ts";

/** Approves or declines an app charge. */
export function decidePurchase(
  store: StoreState,
  id: string,
  decision: "ACTIVE" | "DECLINED",
  now: string,
): { purchase: Purchase; events: StoreEvent[] } {
  const purchase = purchaseOf(store, id);
  if (purchase.status !== "PENDING") throw new StoreRefusal("this charge was decided already");
  purchase.status = decision;
  purchase.updatedAt = now;
  return { purchase, events: [purchaseEvent(store, purchase)] };
}

const purchaseEvent = ({ shop }: StoreState, { id, name, status, createdAt, updatedAt }: Purchase): StoreEvent => ({
  topic: "app_purchases_one_time/update",
  body: {
    app_purchase_one_time: {
      admin_graphql_api_id: `gid://shopify/AppPurchaseOneTime/${id}`,
      name,
      status,
      admin_graphql_api_shop_id: `gid://shopify/Shop/${shop.id}`,
      created_at: at(shop, createdAt),
      updated_at: at(shop, updatedAt),
    },
  },
});
