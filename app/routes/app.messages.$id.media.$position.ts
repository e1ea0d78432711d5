import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readMedia } from "#services/inbox/read-media.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";

const place = z.object({ id: z.uuid(), position: z.coerce.number().int().min(0).max(9) });

const failures = { not_found: 404, too_large: 413, unavailable: 502 } as const;

const SAFE = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; sandbox",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** A picture or another file of an inbound text. The page fetches it, because an image's address carries no session. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  const asked = place.safeParse(params);
  if (!asked.success) throw new Response(null, { status: 404 });
  const { id: messageId, position } = asked.data;
  const content = await readMedia(context.app, { shopId: shop.id, messageId, position });
  if (content.kind !== "media") return new Response(null, { status: failures[content.kind], headers: SAFE });
  const { shownType, bytes } = content;
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...SAFE,
      "Content-Type": shownType ?? "application/octet-stream",
      "Content-Length": String(bytes.byteLength),
      ...(shownType === null && { "Content-Disposition": "attachment" }),
    },
  });
}
