import { z } from "zod";

/** A task that staff create by hand. */
export const taskForm = z.object({
  title: z.string().trim().min(1, "is empty: write what to do").max(200, "is longer than 200 characters"),
  note: z.string().trim().max(2_000, "is longer than 2,000 characters"),
  due: z.object({ date: z.string().max(10), time: z.string().max(5) }).nullable(),
  customerId: z.uuid("is no customer").nullable(),
  assignee: z.string().max(30).nullable(),
});
