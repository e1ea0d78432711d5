import type { z } from "zod";
import type { Log } from "../log.server.ts";
import type { AdminApi } from "./admin-api.server.ts";
import { createAskAdmin, type AskAdmin, type ShopSessions } from "./ask-admin.server.ts";
import { customerGid } from "./customer-gid.server.ts";
import { CUSTOMER, customerAnswer, SHOP, shopAnswer } from "./read-admin.server.ts";
import { appWrites } from "./write-app.server.ts";
import { customerWrites } from "./write-customer.server.ts";
import { discountWrites } from "./write-discount.server.ts";

/** Time without reads after a shop had no session or did not respond; writes are still sent. */
const SILENCE_MS = 60_000;

/** Admin API over GraphQL. */
export function createAdminApi(shopify: ShopSessions, log: Log): AdminApi {
  const ask = createAskAdmin(shopify);
  return { ...reads(ask, log), ...customerWrites(ask), ...discountWrites(ask), ...appWrites(ask) };
}

function reads(ask: AskAdmin, log: Log): Pick<AdminApi, "shop" | "customer"> {
  const silentUntil = new Map<string, number>();

  async function read<T>(
    domain: string,
    document: string,
    variables: Record<string, unknown>,
    answer: z.ZodType<T>,
  ): Promise<T | null> {
    if ((silentUntil.get(domain) ?? 0) > performance.now()) return null;
    const asked = await ask(domain, document, variables);
    const told = asked.kind === "answered" ? answer.safeParse(asked.data) : null;
    if (told?.success) return told.data;
    silentUntil.set(domain, performance.now() + SILENCE_MS);
    log.info(
      { err: told?.error, shop: domain, answer: asked.kind === "answered" ? undefined : asked.detail },
      "the Admin API gives no answer; going on without",
    );
    return null;
  }

  return {
    shop: (domain) => read(domain, SHOP, {}, shopAnswer),
    customer: (domain, shopifyId) => read(domain, CUSTOMER, { id: customerGid(shopifyId) }, customerAnswer),
  };
}
