import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findAutomation } from "#shell/repositories/automations/automations.server.ts";
import {
  countStepOrders,
  readStepClicks,
  readStepFigures,
  type StepClicks,
  type StepFigures,
} from "#shell/repositories/automations/step-figures.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { figuresSinceOf } from "./read-automations.server.ts";

/** From those who reached a step to those who ordered; `clicks` is null for a step without short links. */
export interface StepFunnel extends StepFigures {
  clicks: StepClicks | null;
  ordered: number;
}

/** The same, of an automation that a page names. @returns null when the shop has no such automation */
export const readFunnelsOf = async (
  context: AppContext,
  shop: Shop,
  automationId: string,
): Promise<Record<string, StepFunnel> | null> =>
  (await findAutomation(context.db.pool, shop.id, automationId)) && readStepFunnels(context, shop, automationId);

/** The figures of an automation's steps, for the sequences of the last 30 days, by step id. */
export async function readStepFunnels(
  context: AppContext,
  shop: Shop,
  automationId: string,
  since: Instant = figuresSinceOf(context, shop),
): Promise<Record<string, StepFunnel>> {
  const { pool } = context.db;
  const [figures, clicks, orders] = await Promise.all([
    readStepFigures(pool, automationId, since),
    readStepClicks(pool, { shopId: shop.id, automationId, since }),
    countStepOrders(pool, automationId, since),
  ]);
  const clicksOf = new Map(clicks.map(({ stepId, ...counts }) => [stepId, counts]));
  const ordersOf = new Map(orders.map(({ stepId, ordered }) => [stepId, ordered]));
  return Object.fromEntries(
    figures.map(({ stepId, ...counts }) => [
      stepId,
      { ...counts, clicks: clicksOf.get(stepId) ?? null, ordered: ordersOf.get(stepId) ?? 0 },
    ]),
  );
}
