import { z } from "zod";

/** Where Shopify keeps the files of every store. */
const HOST = "cdn.shopify.com";
/** Types that every carrier shows. */
const NAME = /\.(?:jpe?g|png|gif)$/i;
const MAX_LENGTH = 1_000;

/**
 * The schema of a picture's address: a file of the store at Shopify. Twilio fetches it once for each text, so it may be on no
 * other server, which the traffic of a campaign would find unprepared.
 */
export const pictureAddress = z
  .string()
  .trim()
  .max(MAX_LENGTH, `is longer than ${MAX_LENGTH} characters`)
  .superRefine((address, issues) => {
    const url = URL.parse(address);
    if (!url || url.protocol !== "https:" || url.host !== HOST || url.username !== "" || url.password !== "")
      issues.addIssue({
        code: "custom",
        message: `use a link of Shopify's files, such as https://${HOST}/s/files/1/0001/files/sale.jpg`,
      });
    else if (!NAME.test(url.pathname))
      issues.addIssue({ code: "custom", message: "use a picture of type JPG, PNG or GIF" });
  });

/** The width of a phone's screen in pixels; wider ones only weigh more. */
const WIDTH = "1200";

/**
 * The address that Twilio fetches a picture from: Shopify scales it down to a phone's width, so that a photo as the camera
 * made it stays below the 5 MB that an MMS may have. One that is scaled already stays as it is.
 */
export function scaledPicture(address: string): string {
  const url = new URL(address);
  if (/\.gif$/i.test(url.pathname) || url.searchParams.has("width") || url.searchParams.has("height")) return address;
  url.searchParams.set("width", WIDTH);
  return url.toString();
}

/** What a text carries beside its words. */
export interface TextMedia {
  /** The address of a picture. */
  picture: string | null;
  /** The shop's contact card. */
  contactCard: boolean;
}

/** The media of a text; null for a text without any. */
export const mediaOf = ({
  picture,
  contactCard,
}: {
  picture?: string | undefined;
  contactCard?: boolean | undefined;
}): TextMedia | null =>
  picture || contactCard ? { picture: picture ?? null, contactCard: contactCard === true } : null;
