const names = new Intl.DisplayNames("en", { type: "language" });

/** ISO 639 codes of the languages of Shopify's storefronts, and the regional ones that it writes. */
const codes = (
  "af ak am ar as az be bg bm bn bo br bs ca ce cs cy da de dz ee el en en-AU en-CA en-GB en-US eo es es-ES es-MX et eu " +
  "fa ff fi fil fo fr fr-CA fr-FR fy ga gd gl gu gv ha he hi hr hu hy ia id ig is it ja jv ka ki kk kl km kn ko ks ku kw " +
  "ky lb lg ln lo lt lu lv mg mi mk ml mn mr ms mt my nb nd ne nl nn no om or os pa pl ps pt pt-BR pt-PT qu rm rn ro ru " +
  "rw sa sc sd se sg si sk sl sn so sq sr su sv sw ta te tg th ti tk to tr tt ug uk ur uz vi wo xh yi yo zh zh-CN zh-TW zu"
).split(" ");
const known = new Set(codes);

export const languageOptions = codes
  .map((value) => ({ value, label: names.of(value) ?? value }))
  .sort((a, b) => a.label.localeCompare(b.label, "en"));

/** Whether a tag is of a listed language, with any script or region: de-AT, sr-Latn. */
export const isLanguageTag = (tag: string): boolean =>
  /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i.test(tag) && known.has((tag.split("-")[0] ?? "").toLowerCase());
