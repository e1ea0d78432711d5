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

let last: unknown = null;

/** A failed read leaves the strip as it is, instead of showing an error page. */
export const clientLoader = ({ serverLoader }: ClientLoaderFunctionArgs): Promise<unknown> =>
  serverLoader().then(
    (setup: unknown) => (last = setup),
    (thrown: unknown) => {
      if (isResponse(thrown)) throw thrown;
      return last;
    },
  );
