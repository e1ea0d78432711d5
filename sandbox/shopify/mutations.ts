import { appMutations } from "./writes/app.ts";
import { billingMutations } from "./writes/billing.ts";
import { customerMutations } from "./writes/customer.ts";
import { pixelMutations } from "./writes/pixel.ts";
import { createMemberList } from "./views/segments.ts";
import type { MutationContext } from "./writes/mutation-context.ts";
import { discountMutations } from "./writes/discount.ts";

export const mutations = (desk: MutationContext) => ({
  ...customerMutations(desk),
  ...discountMutations(desk),
  ...appMutations(desk),
  ...billingMutations(desk),
  ...pixelMutations(desk),
  customerSegmentMembersQueryCreate: ({ input }: { input: { segmentId?: string | null } }) =>
    createMemberList(desk.store, input),
});
