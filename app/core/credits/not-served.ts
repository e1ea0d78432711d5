/** Why a country has no price. */
export type NotServedReason = "embargo" | "sender_must_be_registered" | "not_priced";

const codes = (list: string): string[] => list.trim().split(/\s+/);

/**
 * All countries without a price. With the price table they cover every country that a number can have; a test compares
 * both with the numbering plans.
 */
export const isNotServed: Readonly<Record<NotServedReason, readonly string[]>> = {
  /** Countries under United States sanctions. */
  embargo: codes("CU IR KP SY"),
  /**
   * Countries whose carriers accept commercial texts only from registered sender ids or templates, which a shared
   * number is not.
   */
  sender_must_be_registered: codes("AE BD BY CN EG ID JO KE KW KZ LK NG NP OM PH PK QA RU SA TH TN TR TZ UA UG VN ZM"),
  /** Countries that texts could go to, but without a price or sending rules so far. */
  not_priced: codes(`
    AC AD AF AG AI AL AM AO AR AS AW AZ BA BB BF BG BH BI BJ BL BM BN BO BQ BS BT BW BZ CD CF CG CI CK CL CM CO CR CV CW CY CZ
    DJ DM DO DZ EC EE EH ER ET FJ FK FM FO GA GD GE GF GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU IL IO IQ IS JM KG KH
    KI KM KN KR KY LA LB LC LI LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MY MZ NA NC NE NF
    NI NR NU PA PE PF PG PM PS PW PY RE RO RS RW SB SC SD SH SI SK SL SM SN SO SR SS ST SV SX SZ TA TC TD TG TJ TK TL TM TO
    TT TV TW UY UZ VC VE VG VI VU WF WS XK YE YT ZA ZW`),
};

/** @returns null for a served country and for an unknown code */
export function notServedReason(country: string | null): NotServedReason | null {
  const found = Object.entries(isNotServed).find(([, countries]) => countries.includes(country ?? ""));
  return (found?.[0] as NotServedReason | undefined) ?? null;
}
