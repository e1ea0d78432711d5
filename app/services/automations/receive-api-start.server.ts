import { readApiStartBody } from "#core/intake/event-body.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findKnownCustomer } from "#shell/repositories/intake/known-customers.server.ts";
import { readApiRequest, type ApiRefusal } from "../intake/parts/read-api-request.server.ts";
import { readStartable, startManually } from "./start-manually.server.ts";

/** The audit actor of the shop's own systems. */
const ACTOR = "api";

/** The HTTP response: 202 when the start is stored, also for a repeated idempotency key; 4xx for a refused request. */
export type ApiStartResponse = { status: 202; automation: string; customer: string } | ApiRefusal;

/** Receives `POST /api/automations/start`: starts an automation with the trigger "Manual" for one customer. */
export async function receiveApiStart(context: AppContext, request: Request): Promise<ApiStartResponse> {
  const posted = await readApiRequest(context, request);
  if ("refused" in posted) return posted.refused;
  const { shop, json, headerKey } = posted;
  const read = readApiStartBody(json, { headerKey, countryCode: shop.countryCode });
  if ("problems" in read) return { status: 422, problems: read.problems };
  const { automation: named, customer, key } = read.start;
  const startable = await readStartable(context, shop.id);
  const automation =
    startable.find(({ id }) => id === named) ??
    startable.find(({ name }) => name.toLowerCase() === named.toLowerCase());
  const customerId = await findKnownCustomer(context.db.pool, shop.id, customer);
  if (!automation || !customerId)
    return {
      status: 422,
      problems: [
        ...(automation
          ? []
          : [{ path: "automation", message: "is no automation with the trigger “Manual” that is on" }]),
        ...(customerId ? [] : [{ path: "customer", message: "is no customer of this shop" }]),
      ],
    };
  const started = await startManually(context, {
    shopId: shop.id,
    automationId: automation.id,
    audience: { customerIds: [customerId] },
    actor: ACTOR,
    requestId: key,
  });
  return started.ok
    ? { status: 202, automation: automation.id, customer: customerId }
    : { status: 422, problems: [{ path: "automation", message: started.message }] };
}
