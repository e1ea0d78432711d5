import { writeContactCard } from "#core/senders/contact-card.ts";
import { nameInTexts } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isOwnId } from "#shell/db/own-id.server.ts";

const signed = (senderId: string): string => `contact-card:${senderId}`;

/** The public address of a sender's contact card, with a signature, because it names a shop's number. */
export function contactCardUrl({ env, secrets }: Pick<AppContext, "env" | "secrets">, senderId: string): string {
  const url = new URL(`/contact/${senderId}.vcf`, env.SHOPIFY_APP_URL);
  url.searchParams.set("signature", secrets.sign(signed(senderId)));
  return url.toString();
}

/**
 * The contact card of a shop's number, as vCard.
 * @returns null for an address that Shopbell did not sign, and for a number that the shop has no more
 */
export async function readContactCard(
  { prisma, secrets }: AppContext,
  { senderId, signature }: { senderId: string; signature: string },
): Promise<string | null> {
  if (!isOwnId(senderId) || !secrets.verify(signed(senderId), signature)) return null;
  const sender = await prisma.sender.findUnique({
    where: { id: senderId },
    select: {
      number: true,
      releasedAt: true,
      shop: { select: { name: true, domain: true, settings: true, uninstalledAt: true } },
    },
  });
  if (!sender?.number || sender.releasedAt || sender.shop.uninstalledAt) return null;
  const { shop, number } = sender;
  return writeContactCard({ name: nameInTexts(shop), number, site: `https://${shop.domain}` });
}
