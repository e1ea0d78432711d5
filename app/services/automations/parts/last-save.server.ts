import type { AppContext } from "#shell/context.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "#services/team/require-staff.server.ts";

/** Staff name and time of the last save of an automation's draft. */
export interface LastSave {
  /** Null if the actor is not a current staff member. */
  by: string | null;
  at: ShownMoment;
}

/** @returns null if the draft was never saved since its creation */
export async function readLastSave(
  { prisma, clock }: AppContext,
  shop: Shop,
  automationId: string,
): Promise<LastSave | null> {
  const last = await prisma.auditEvent.findFirst({
    where: { shopId: shop.id, target: `automation:${automationId}`, action: "automation.draft" },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  if (!last) return null;
  const userId = last.actor.startsWith("staff:") ? last.actor.slice("staff:".length) : null;
  const staff =
    userId === null
      ? null
      : await prisma.staff.findUnique({
          where: { shopId_userId: { shopId: shop.id, userId } },
          select: { name: true },
        });
  return { by: staff?.name ?? null, at: momentOf(last.createdAt, shop.timezone, clock.now()) };
}
