/** Why a country is not in the table of prices. */
export type NotServedReason = "embargo" | "sender_must_be_registered" | "not_priced";

const words = (list: string): string[] => list.trim().split(/\s+/);

/**
 * The countries of the world that are left out, each on purpose. Together with the table of prices these are all that a
 * number can be of: a test compares them with the numbering plans.
 */
export const isNotServed: Readonly<Record<NotServedReason, readonly string[]>> = {
  /** United States law lets no provider of that country carry a merchant's texts there. */
  embargo: words("CU IR KP SY"),
  /**
   * Carriers take commercial texts from names or templates alone that they have registered, which a shared number is
   * not.
   */
  sender_must_be_registered: words("AE BD BY CN EG ID JO KE KW KZ LK NG NP OM PH PK QA RU SA TH TN TR TZ UA UG VN ZM"),
  /** Texts may be carried there, and nobody has asked for it: no price, no rules of sending, no service. */
  not_priced: words(`
    AC AD AF AG AI AL AM AO AR AS AW AZ BA BB BF BG BH BI BJ BL BM BN BO BQ BS BT BW BZ CD CF CG CI CK CL CM CO CR CV CW CY CZ
    DJ DM DO DZ EC EE EH ER ET FJ FK FM FO GA GD GE GF GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU IL IO IQ IS JM KG KH
    KI KM KN KR KY LA LB LC LI LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MY MZ NA NC NE NF
    NI NR NU PA PE PF PG PM PS PW PY RE RO RS RW SB SC SD SH SI SK SL SM SN SO SR SS ST SV SX SZ TA TC TD TG TJ TK TL TM TO
    TT TV TW UY UZ VC VE VG VI VU WF WS XK YE YT ZA ZW`),
};

/** @returns null for a country that is served, or is none */
export function notServedReason(country: string | null): NotServedReason | null {
  const found = Object.entries(isNotServed).find(([, countries]) => countries.includes(country ?? ""));
  return (found?.[0] as NotServedReason | undefined) ?? null;
}
