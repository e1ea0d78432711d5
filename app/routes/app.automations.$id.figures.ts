import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readFunnelsOf } from "#services/automations/read-step-figures.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";

/** The figures of an automation's steps, which its canvas shows on demand. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const id = z.uuid().safeParse(params.id);
  const steps = id.success ? await readFunnelsOf(context.app, shop, id.data) : null;
  if (!steps) throw new Response(null, { status: 404 });
  return { steps };
}
