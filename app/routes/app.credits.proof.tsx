import type { LoaderFunctionArgs } from "@remix-run/node";
import { enterShop } from "#services/enter-shop.server.ts";
import { proveLedger } from "#services/prove-ledger.server.ts";

/** Proves the shop's ledger, for whoever asks. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await enterShop(request, context);
  return proveLedger(context.app, shop);
}
