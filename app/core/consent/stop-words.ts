import { foldText } from "./reply-text.ts";

/**
 * Words that opt out when a reply consists of nothing else, by language, beside the keywords of the United States.
 * KEYWORDS_VERSION covers this table. Compared without accents, so each is listed once.
 * `alone`: the reply is this word. `within`: carries its meaning inside a longer reply too, which is then held.
 */
const words: Readonly<Record<string, { alone: string; within?: string }>> = {
  en: { alone: "remove, discontinue, terminate, halt, cease, desist, deactivate, td" },
  fr: { alone: "stopper, arreter, annuler, resilier, refus, desinscrire, se desinscrire, me desinscrire, desabo" },
  es: {
    alone:
      "alto, para, parar, pare, paren, basta, ya basta, basta ya, baja, dar de baja, darse de baja, detener, detente, " +
      "cancelar, cancelar suscripcion, anular, salir, no molestar, desuscribir, desuscribirme, desuscribirse",
    within: "alto, parar, paren, basta, darme de baja, dar de baja, desuscribir",
  },
  ca: { alone: "atura, atureu, donar de baixa" },
  pt: {
    alone:
      "parar, pare, parem, sair, descadastrar, descadastro, descadastre-me, me descadastre, me descadastra, remover, " +
      "cancela, desinscrever",
    within: "descadastrar, descadastre",
  },
  it: {
    alone:
      "ferma, fermati, fermare, cancella, cancellami, annulla, disattiva, disiscrivi, disiscrivimi, disiscrizione, " +
      "smettila, smettetela, rimuovi, rimuovimi, disdici",
    within: "disiscrivi, disiscrizione, smettetela",
  },
  ro: {
    alone: "opreste, opriti, dezabonare, dezaboneaza-ma, ma dezabonez, renunt, anulare, anuleaza",
    within: "dezabonare, opriti",
  },
  de: {
    alone:
      "stopp, abmelden, abmeldung, abbestellen, abbestellung, aufhoren, austragen, beenden, mich abmelden, abmelden bitte",
    within: "stopp, abmelden, abbestellen, aufhoren",
  },
  nl: {
    alone: "stoppen, afmelden, afmelding, uitschrijven, uitschrijving, opzeggen, meld mij af, meld me af",
    within: "afmelden, uitschrijven",
  },
  sv: {
    alone: "stoppa, avsluta, sluta, avregistrera, avregistrera mig, avprenumerera, avanmal",
    within: "avregistrera",
  },
  da: { alone: "afmeld, afmeld mig, framelding, frameld, afslut", within: "afmeld" },
  no: { alone: "avslutt, slutt, avmeld, meld av, meld meg av, stans", within: "avmeld" },
  fi: { alone: "lopeta, lopettakaa, peruuta, peruuta tilaus, kiella", within: "lopettakaa" },
  is: { alone: "hætta, stoppa, afskra" },
  et: { alone: "lopeta tellimus, loobu, tuhista" },
  lv: { alone: "apturet, atteikties, beigt" },
  lt: { alone: "sustabdyti, atsisakau, nutraukti" },
  pl: {
    alone: "wypisz, wypisz mnie, rezygnuje, przestan, przestancie, zatrzymaj, anuluj, zrezygnuj, rezygnacja",
    within: "wypisz, rezygnuje",
  },
  cs: {
    alone: "zastavit, odhlasit, odhlasit se, odhlaseni, zrusit, prestante, ukoncit",
    within: "odhlasit, zastavit",
  },
  sk: { alone: "zastavit, odhlasit sa, zrusit odber, prestante, ukoncit" },
  hu: { alone: "leiratkozas, leiratkozom, leiratkozni, leallitas, allj, lemondas, lemondom", within: "leiratkoz" },
  hr: { alone: "stani, prestani, prestanite, odjava, odjavi, odjavi me, zaustavi", within: "odjava" },
  sr: { alone: "стани, престани, престаните, одјава, заустави" },
  sl: { alone: "ustavi, odjavi se, prenehaj" },
  sq: { alone: "ndalo, ndal, anulo" },
  el: {
    alone: "σταματα, σταματηστε, στοπ, διακοπη, απεγγραφη, διαγραφη, ακυρωση, τερματισμος",
    within: "σταματηστε, απεγγραφη, στοπ",
  },
  ru: {
    alone:
      "стоп, отписаться, отписка, отписать, отпишите, отпишите меня, отпиши, прекратить, прекратите, хватит, отказ, " +
      "отказаться, отказываюсь, отмена, отключить, отключите, остановить, остановите, не беспокоить",
    within: "стоп, отписаться, отписка, отпишите, прекратите, хватит",
  },
  uk: {
    alone:
      "відписатися, відписатись, відписка, відпишіть, зупинити, зупиніть, припинити, припиніть, досить, скасувати, " +
      "відмова",
    within: "відписатися, відпишіть, припиніть",
  },
  bg: { alone: "спри, спрете, отписване, отпиши ме, откажи", within: "отписване" },
  mk: { alone: "запри, одјави" },
  be: { alone: "спыніць, адпісацца" },
  kk: { alone: "тоқтату, тоқтат, бас тарту" },
  ka: { alone: "სტოპ, გაჩერება, შეწყვეტა, გაუქმება" },
  hy: { alone: "ստոպ, կանգ, դադարեցնել" },
  tr: {
    alone: "dur, durdur, durdurun, iptal, iptal et, ret, abonelikten cık, cıkıs, listeden cık",
    within: "abonelikten",
  },
  az: { alone: "dayandır, ləgv et, abunədən cıx" },
  id: {
    alone: "berhenti, henti, hentikan, stop sms, batal, batalkan, keluar, berhenti langganan",
    within: "berhenti langganan, hentikan",
  },
  tl: { alone: "tigil, itigil, itigil na, hinto, ihinto, tama na" },
  vi: { alone: "đừng gửi, từ chối, hủy đăng ký, huỷ đăng ký, dừng lại, ngừng lại, hủy bỏ" },
  ht: { alone: "sispann, retire m" },
  cy: { alone: "stopio, datdanysgrifio" },
  sw: { alone: "sitisha, jiondoe" },
  ar: {
    alone:
      "إيقاف, ايقاف, توقف, توقفوا, قف, إلغاء, الغاء, إلغاء الاشتراك, الغاء الاشتراك, أوقف, اوقف, أوقفوا, كفى, وقف, " +
      "إلغاء اشتراكي, ستوب",
    within: "إيقاف, توقف, توقفوا, أوقفوا, إلغاء, الغاء",
  },
  fa: { alone: "لغو, لغو اشتراک, بس کنید, متوقف کنید, لغو عضویت", within: "لغو" },
  ur: { alone: "بند, بند کرو, بند کریں, روکو, روکیں", within: "بند کرو, بند کریں" },
  he: {
    alone: "הסר, הסרה, הסירו, הסירו אותי, הסר אותי, עצור, עצרו, הפסק, הפסיקו, תפסיקו, ביטול, בטל, להסיר, סטופ",
    within: "הסר, הסרה, הסירו, עצור, תפסיקו, להסיר",
  },
  am: { alone: "አቁም, ይቁም" },
  hi: {
    alone: "बंद, बंद करो, बंद करें, बन्द, बन्द करो, रोको, रोकें, रुको, रुकें, स्टॉप, हटाओ, band karo, band kro, mat bhejo",
    within: "बंद करो, बंद करें, बन्द करो, रोको, स्टॉप, band karo",
  },
  mr: { alone: "थांबवा, थांबा, बंद करा" },
  bn: { alone: "বন্ধ, বন্ধ করুন, বন্ধ কর, থামুন, থামাও, স্টপ", within: "বন্ধ করুন" },
  pa: { alone: "ਬੰਦ, ਬੰਦ ਕਰੋ, ਰੋਕੋ" },
  gu: { alone: "બંધ, બંધ કરો, રોકો" },
  ta: { alone: "நிறுத்து, நிறுத்தவும், நிறுத்துங்கள், ஸ்டாப்" },
  te: { alone: "ఆపు, ఆపండి, ఆపివేయండి, స్టాప్" },
  kn: { alone: "ನಿಲ್ಲಿಸಿ, ನಿಲ್ಲಿಸು" },
  ml: { alone: "നിർത്തുക, നിർത്തൂ, സ്റ്റോപ്പ്" },
  si: { alone: "නවත්වන්න" },
  th: {
    alone: "หยุด, ยกเลิก, เลิก, หยุดส่ง, เลิกส่ง, ยกเลิกการสมัคร, ยกเลิกข้อความ",
    within: "หยุด, ยกเลิก, เลิกส่ง",
  },
  km: { alone: "ឈប់, បញ្ឈប់" },
  lo: { alone: "ຢຸດ, ຍົກເລີກ" },
  my: { alone: "ရပ်, ရပ်ပါ" },
  zh: {
    alone:
      "退订, 退訂, 停止, 停, 取消, 取消订阅, 取消訂閱, 拒收, 拒绝, 拒絕, 请停止, 請停止, 停止发送, 停止發送, 别发了, 別發了, " +
      "不要再发了, 不要再發了, 别再发了, 別再傳了, 回td退订, td退订, 中止, 解除, 不再接收",
    within: "退订, 退訂, 停止, 取消, 拒收",
  },
  ja: {
    alone:
      "配信停止, 配信解除, 登録解除, 退会, やめて, やめる, やめてください, 止めて, 止めてください, ストップ, キャンセル, 拒否, " +
      "受信拒否, 停止してください, 配信停止希望, 解約, 購読解除",
    within: "配信停止, 配信解除, 登録解除, 退会, 停止, 解除, ストップ, 解約, キャンセル",
  },
  ko: {
    alone:
      "수신거부, 수신 거부, 거부, 중지, 정지, 그만, 취소, 해지, 스톱, 스탑, 차단, 구독취소, 구독 취소, 수신중지, 그만 보내세요, " +
      "그만보내세요, 그만해",
    within: "수신거부, 수신 거부, 중지, 취소, 해지, 그만",
  },
};

/**
 * Words that mean stop in one language and something else in another, or to many: alone they hold marketing until staff
 * have read the reply.
 */
const HELD =
  "dung, huy, ngung, dừng, hủy, huỷ, ngừng, no deseo, peru, seis, poista, usun, eliminar, kundigen, fin, konec, koniec, τελος, " +
  "out, leave, delete, block, disable, unfollow, dnd, dnc, stoop, stops, atop, strop, stol, sop, sto, 不要, いらない, 不用, " +
  "די, не надо, unlist, chega, nechci, istemiyorum, thoi, wag na";

const listed = (list: string): string[] => list.split(",").map((word) => foldText(word).trim());

/** The language of each word that opts out alone, by the word as `foldText` writes it. */
const languageByWord = new Map(
  Object.entries(words).flatMap(([language, { alone }]) => listed(alone).map((word) => [word, language] as const)),
);
const heldWords = new Set(listed(HELD));

/** Vietnamese tells these words from others by their accents alone. */
const ACCENTED: ReadonlySet<string> = new Set(["dừng", "hủy", "huỷ", "ngừng"]);

/** The words of every language that opt out alone, as `foldText` writes them. */
export const stopWordsOfLanguages: readonly string[] = [...languageByWord.keys()];

/**
 * The language whose word for stop makes up a reply; null for none.
 * @param bare the reply as `foldText` writes it, without punctuation and courtesy
 * @param reply the reply as it came
 */
export function languageOfStopWord(bare: string, reply: string): string | null {
  const accented = reply
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M} ]+/gu, "")
    .trim();
  if (ACCENTED.has(accented)) return "vi";
  return languageByWord.get(bare) ?? null;
}

/** Whether a reply is one word that may mean stop. */
export const isHeldWord = (bare: string): boolean => heldWords.has(bare);

/** Writing without spaces between words. */
const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]/u;

const within = Object.values(words).flatMap(({ within: list }) => (list ? listed(list) : []));
const WITHIN = new RegExp(
  [
    `(?<![\\p{L}\\p{M}\\p{N}])(?:${within.filter((word) => !UNSPACED.test(word)).join("|")})(?![\\p{L}\\p{M}\\p{N}])`,
    ...within.filter((word) => UNSPACED.test(word)),
  ].join("|"),
  "u",
);

/** The word for stop inside a longer reply, in any language but English; null for none. */
export const stopWordWithin = (whole: string): string | null => WITHIN.exec(whole)?.[0] ?? null;
