import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import type pg from "pg";

/**
 * Prisma over the pool that everything else uses: for what people click. What machines repeat is SQL in the
 * repositories.
 */
export const createPrisma = (pool: pg.Pool): PrismaClient =>
  new PrismaClient({
    adapter: new PrismaPg(pool),
    // On the embedded database's single connection a transaction queues behind the worker's.
    transactionOptions: { maxWait: 15_000, timeout: 15_000 },
  });

export type { PrismaClient };
