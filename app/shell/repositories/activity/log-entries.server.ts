import type { PrismaClient } from "#shell/db/prisma.server.ts";

const eventParts = { topic: true, triggeredAt: true, payload: true, subject: true, relatedSubject: true } as const;

const withConsents = { select: { subscriber: { select: { channel: true, address: true, consent: true } } } } as const;
/** The relations of a customer from which conditions and templates read. */
export const customerParts = {
  memberships: { select: { segment: { select: { name: true } } } },
  addresses: withConsents,
} as const;

/** A log row with its relations; null if the shop has no such row. */
export const findLogEntry = (prisma: PrismaClient, shopId: string, id: string) =>
  prisma.automationLog.findUnique({
    where: { id, shopId },
    include: {
      customer: { include: { addresses: withConsents } },
      automation: { select: { id: true, name: true, trigger: true } },
      storeEvent: { select: eventParts },
      message: true,
      sequence: {
        include: {
          automation: { select: { status: true } },
          customer: { include: customerParts },
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
