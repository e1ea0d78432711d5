import type { LoaderFunctionArgs } from "@remix-run/node";
import { customersQuery } from "#components/customers/query.ts";
import { countCustomers } from "#services/customers/read-customers.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";

/** The numbers beside the filters of the list of customers. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const filter = customersQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  return countCustomers(context.app, shop, filter);
}
