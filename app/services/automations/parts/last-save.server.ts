import type { AppContext } from "#shell/context.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "#services/team/require-staff.server.ts";

/** Who saved an automation's draft last, and when. */
export interface LastSave {
  /** Null for who is no longer of the staff, or is no person. */
  by: string | null;
  at: ShownMoment;
}

/** @returns null where nobody has, since it was made */
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
