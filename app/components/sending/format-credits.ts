import { creditsForText, pricePerSegment } from "#core/credits/prices.ts";
import { shortCountryName } from "#core/intake/code-lists/countries.ts";
import type { TextPreview } from "#core/sending/preview.ts";
import { text } from "#text/en.ts";

const words = text.message.size;
/**
 * The price of a text: in the shop's country, and for the sample customer where that differs.
 * @param country the country of the prices
 * @param isMms it carries a picture or a contact card, where carriers take them
 */
export function formatCredits(
  { segments, credits, country: theirs }: Pick<TextPreview, "segments" | "credits" | "country">,
  country: string,
  isMms = false,
): string {
  const home = creditsForText({ segments, isMms }, country);
  const place = words.places[country] ?? shortCountryName(country);
  const told = words.creditsIn(home, place);
  if (credits === null) return `${told}, ${words.none}`;
  if (theirs !== null && pricePerSegment(theirs) === null)
    return `${told}, ${words.notServed(shortCountryName(theirs))}`;
  const own = theirs === null || !isMms ? credits : creditsForText({ segments, isMms }, theirs);
  return own === home || theirs === null ? told : `${told}, ${words.forThis(own, shortCountryName(theirs))}`;
}
