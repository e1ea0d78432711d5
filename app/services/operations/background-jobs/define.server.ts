import type { z } from "zod";
import type { AppContext } from "#shell/context.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";

/**
 * Tells how far the work is, and keeps its lease: to be called every few seconds.
 * @throws LeaseLost where the work was cancelled, or another has taken it over: it stops there
 */
export type ReportProgress = (done: number, total: number | null) => Promise<void>;

/** What the work is done with. */
interface RunAt {
  context: AppContext;
  shop: ShopRow;
  heed: ReportProgress;
}

/**
 * One kind of long work. It may be stopped and started again at any time, so what it writes but its result it writes
 * once.
 */
export interface BackgroundJobKind<I extends z.ZodType> {
  kind: string;
  input: I;
  /** Of those whose inputs say this alike, one runs at a time. */
  about(input: z.infer<I>): object;
  /**
   * Does the work. @returns plain data; `lines`, where there are many, are read page by page, and of each its `body` is
   * taken out when its `customerId` asks to be forgotten
   * @throws Error with a line for people, where it cannot be done
   */
  run(input: z.infer<I>, at: RunAt): Promise<object>;
}

/** Long work that its asker does itself, such as a download: where that breaks off, no worker can go on with it. */
export interface ClientDrivenKind {
  kind: string;
  /** Why it failed, in words, once whoever did it is gone. */
  brokeOff: string;
}

export const defineBackgroundJob = <I extends z.ZodType>(kind: BackgroundJobKind<I>): BackgroundJobKind<I> => kind;
