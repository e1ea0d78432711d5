import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { LIST_PART_BYTES } from "#core/customers/contact-import/plan.ts";
import { takePart } from "#services/customers/upload-contacts.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { BodyTooLarge, readBody } from "#shell/http/bounded-body.server.ts";

export { clientActionThatKeeps as clientAction } from "#components/browser/client-action.ts";

const place = z.object({ id: z.uuid(), position: z.coerce.number().int().min(0).max(10_000) });

/** Takes a part of a list's file: the body is its bytes. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireStaff(request, context, "contacts.import");
  const named = place.safeParse(params);
  if (!named.success) throw new Response(null, { status: 404 });
  const bytes = await readBody(request, LIST_PART_BYTES).catch((error: unknown) => {
    if (error instanceof BodyTooLarge) throw new Response(null, { status: 413 });
    throw error;
  });
  return takePart(context.app, { shopId: shop.id, importId: named.data.id, position: named.data.position, bytes });
}
