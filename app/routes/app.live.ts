import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "#services/team/require-staff.server.ts";
import { liveStream } from "#shell/live/stream.server.ts";

/** Server-sent events: notifies open pages of changes. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return new Response(liveStream(context.app.live, shop.id, context.gone ?? request.signal), {
    headers: {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-cache, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
}
