import { z } from "zod";
import { customerSorts, textStates } from "#core/customers/listing.ts";
import { ID_CURSOR } from "#core/paging.ts";

const cursor = z.string().regex(ID_CURSOR).optional().catch(undefined);

/** The query of the list of customers; what cannot be read is left out. */
export const customersQuery = z.object({
  search: z.string().trim().min(1).max(100).optional().catch(undefined),
  consent: z.enum(textStates).optional().catch(undefined),
  tag: z.string().min(1).max(255).optional().catch(undefined),
  sort: z.enum(customerSorts).optional().catch(undefined),
  newer: cursor,
  older: cursor,
});
