import type { PrismaClient } from "#shell/db/prisma.server.ts";

const eventParts = { topic: true, triggeredAt: true, payload: true, subject: true, relatedSubject: true } as const;

/** A log row with its relations; null if the shop has no such row. */
export const findLogEntry = (prisma: PrismaClient, shopId: string, id: string) =>
  prisma.automationLog.findUnique({
    where: { id, shopId },
    include: {
      customer: true,
      automation: { select: { id: true, name: true, trigger: true } },
      storeEvent: { select: eventParts },
      message: true,
      sequence: {
        include: {
          automation: { select: { status: true } },
          customer: { include: { memberships: { select: { segment: { select: { name: true } } } } } },
          version: { select: { definition: true } },
          storeEvent: { select: eventParts },
          scheduled: {
            orderBy: [{ createdAt: "asc" }, { id: "asc" }],
            include: {
              log: { select: { id: true, action: true, status: true, reason: true } },
              message: { select: { body: true, status: true, updatedAt: true } },
            },
          },
        },
      },
    },
  });
