import type { LoaderFunctionArgs } from "@remix-run/node";
import { readContactCard } from "#services/senders/read-contact-card.server.ts";

/** The contact card of a shop's number, as Twilio fetches it for an MMS. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const [, senderId = ""] = /^(.+)\.vcf$/.exec(params.file ?? "") ?? [];
  const signature = new URL(request.url).searchParams.get("signature") ?? "";
  const card = await readContactCard(context.app, { senderId, signature });
  if (card === null) return new Response("there is no such contact card", { status: 404 });
  return new Response(card, {
    headers: {
      "Content-Type": "text/vcard; charset=utf-8",
      "Content-Disposition": 'attachment; filename="contact.vcf"',
      "Cache-Control": "private, max-age=300",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
