import type { LoaderFunctionArgs } from "@remix-run/node";
import { checkConnections } from "#services/check-connections.server.ts";
import { enterShop } from "#services/enter-shop.server.ts";

/** Whether what Shopbell works with answers; the health page asks once it is there. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await enterShop(request, context);
  return { connections: await checkConnections(context.app) };
}
