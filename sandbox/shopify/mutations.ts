import { appMutations } from "./writes/app.ts";
import { customerMutations } from "./writes/customer.ts";
import type { Desk } from "./writes/desk.ts";
import { discountMutations } from "./writes/discount.ts";

export const mutations = (desk: Desk) => ({
  ...customerMutations(desk),
  ...discountMutations(desk),
  ...appMutations(desk),
});
