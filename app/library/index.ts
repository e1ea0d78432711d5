import { abandonedCart } from "./abandoned-cart.ts";
import { backInStock } from "./back-in-stock.ts";
import { birthday } from "./birthday.ts";
import { browseAbandonment } from "./browse-abandonment.ts";
import { crossSell } from "./cross-sell.ts";
import { customerReengagement } from "./customer-reengagement.ts";
import type { LibraryEntry } from "./define.ts";
import { delivered } from "./delivered.ts";
import { deliveryProblem } from "./delivery-problem.ts";
import { doubleOptIn } from "./double-opt-in.ts";
import { orderCancelled } from "./order-cancelled.ts";
import { orderConfirmation } from "./order-confirmation.ts";
import { orderFulfilled } from "./order-fulfilled.ts";
import { outForDelivery } from "./out-for-delivery.ts";
import { paymentFailed } from "./payment-failed.ts";
import { postPurchaseSeries } from "./post-purchase-series.ts";
import { priceDrop } from "./price-drop.ts";
import { refundNote } from "./refund-note.ts";
import { reviewRequest } from "./review-request.ts";
import { shippingUpdate } from "./shipping-update.ts";
import { subscriptionRenewalFailed } from "./subscription-renewal-failed.ts";
import { sunset } from "./sunset.ts";
import { vipThanks } from "./vip-thanks.ts";
import { welcome } from "./welcome.ts";
import { welcomeSeries } from "./welcome-series.ts";
import { winBackSeries } from "./win-back-series.ts";

/** The templates, by category. */
export const library: readonly LibraryEntry[] = [
  orderConfirmation,
  orderFulfilled,
  shippingUpdate,
  outForDelivery,
  delivered,
  deliveryProblem,
  orderCancelled,
  refundNote,
  paymentFailed,
  subscriptionRenewalFailed,
  welcome,
  welcomeSeries,
  doubleOptIn,
  abandonedCart,
  browseAbandonment,
  crossSell,
  backInStock,
  priceDrop,
  reviewRequest,
  postPurchaseSeries,
  customerReengagement,
  winBackSeries,
  birthday,
  vipThanks,
  sunset,
];

export const libraryEntry = (key: string): LibraryEntry | undefined => library.find((entry) => entry.key === key);
