import { afterPurchase } from "./after-purchase.ts";
import { newcomers } from "./newcomers.ts";
import { orders } from "./orders.ts";
import { regulars } from "./regulars.ts";
import { sales } from "./sales.ts";
import type { Scenes } from "./scene.ts";

/** What becomes of Ada beside each automation of the library. */
export const lives: Scenes = { ...orders, ...newcomers, ...sales, ...afterPurchase, ...regulars };
