import { z } from "zod";
import { defineReader } from "../define.ts";
import { bodyOf, text } from "../shapes.ts";

/** A bulk operation has ended, well or not; the Admin API tells how. */
export const bulkOperationReader = defineReader({
  topics: ["bulk_operations/finish"],
  payload: bodyOf(
    { admin_graphql_api_id: z.string().regex(/^gid:\/\/shopify\/BulkOperation\/\d+$/) },
    { status: text, error_code: text },
  ),
  read: ({ admin_graphql_api_id: id }) => ({
    subject: `bulk_operation:${id.slice(id.lastIndexOf("/") + 1)}`,
    bulkOperation: id,
  }),
});
