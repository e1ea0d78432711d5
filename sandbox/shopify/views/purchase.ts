import type { Purchase } from "../../store/state.ts";
import { gid } from "./gid.ts";

export const purchaseView = ({ id, name, price, currency, status, test, createdAt }: Purchase) => ({
  id: gid("AppPurchaseOneTime", id),
  name,
  price: { amount: price, currencyCode: currency },
  status,
  test,
  createdAt,
});
