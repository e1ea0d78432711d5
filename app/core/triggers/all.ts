export { orderCreated } from "./order-created.ts";
export { checkoutAbandoned } from "./checkout-abandoned.ts";
export { consentGranted } from "./consent-granted.ts";
