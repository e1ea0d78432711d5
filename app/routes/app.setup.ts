import type { LoaderFunctionArgs } from "@remix-run/node";
import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { isResponse } from "#components/browser/client-action.ts";
import { readSetup } from "#services/team/read-setup.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";

/** The setup guide's state, for the strip on top of the pages. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return readSetup(context.app, shop);
}

/** A failed read leaves the strip as it is: null instead of an error page. */
export const clientLoader = ({ serverLoader }: ClientLoaderFunctionArgs): Promise<unknown> =>
  serverLoader().catch((thrown: unknown) => {
    if (isResponse(thrown)) throw thrown;
    return null;
  });
