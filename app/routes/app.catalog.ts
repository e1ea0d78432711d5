import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { catalogResources } from "#core/automations/fields.ts";
import { searchCatalog } from "#services/automations/search-catalog.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";

const query = z.object({ resource: z.enum(catalogResources).catch("product"), search: z.string().max(100).catch("") });

/** Products or collections of the store, for the editor's pickers. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const { resource, search } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  return { resource, search, found: await searchCatalog(context.app, shop, resource, search) };
}
