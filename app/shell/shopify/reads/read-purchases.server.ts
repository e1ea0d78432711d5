import type { PurchaseStatus } from "#core/statuses.ts";
import { Temporal } from "#core/time/time.ts";
import type { AdminApi, AdminPurchase } from "../admin-api.server.ts";
import type { AdminRequest } from "../admin-request.server.ts";
import { purchases as purchasesDocument, type ShopbellPurchasesQuery } from "../documents/documents.ts";
import { readNewest } from "./read-newest.server.ts";

type Node = ShopbellPurchasesQuery["currentAppInstallation"]["oneTimePurchases"]["nodes"][number];

const statuses: Record<Node["status"], PurchaseStatus> = {
  ACCEPTED: "pending",
  PENDING: "pending",
  ACTIVE: "active",
  DECLINED: "declined",
  EXPIRED: "expired",
};

const toPurchase = ({ id, name, price, status, createdAt }: Node): AdminPurchase => ({
  shopifyId: id,
  name,
  price: price.amount,
  currency: price.currencyCode,
  status: statuses[status],
  createdAt: Temporal.Instant.from(createdAt),
});

export const purchaseReads = (request: AdminRequest): Pick<AdminApi, "purchases"> => ({
  purchases: async (domain, since) => {
    const answer = await readNewest(since, async (page) => {
      const response = await request(domain, purchasesDocument, page);
      if (response.kind !== "answered") return response;
      const { nodes, pageInfo } = response.data.currentAppInstallation.oneTimePurchases;
      return { kind: "answered", items: nodes.map(toPurchase), pageInfo };
    });
    return answer.kind === "answered" ? { kind: "answered", purchases: answer.items } : answer;
  },
});
