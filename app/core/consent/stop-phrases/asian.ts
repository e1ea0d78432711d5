import { anyOf, type StopPhrase } from "./stop-phrase.ts";

/** Chinese, Japanese, Korean, Arabic, Hebrew, and the languages of India and Southeast Asia. */
export const asianPhrases: readonly StopPhrase[] = [
  {
    id: "zh-bie-fa",
    language: "zh",
    stems: [
      "停止发",
      "停止發",
      "停止给",
      "别",
      "別",
      "不要",
      "不想",
      "取消订",
      "取消訂",
      "退订",
      "退訂",
      "移除",
      "删除我",
    ],
    where: "within",
    pattern: anyOf(
      /(?<!不要|别|別|没|沒|不)停止(?:给我)?(?:发|發|傳|推)送?/u,
      /(?:别|別|不要)(?:再)?(?:给我|給我)?(?:发|發|傳|推送|打扰|打擾)(?:短信|簡訊|信息|消息|了|我)|不想(?:再)?(?:收|接)到?(?:短信|簡訊|信息|消息|广告)/u,
      /取消(?:订阅|訂閱)(?:短信|簡訊)?$|我要退[订訂]|退[订訂](?:短信|簡訊|服务)?$|把我(?:从名单)?(?:移除|删除)/u,
    ),
  },
  {
    id: "ja-okuranaide",
    language: "ja",
    stems: ["送ら", "配信", "停止し", "メール", "メッセージ", "登録"],
    where: "within",
    pattern: anyOf(
      /送らないで|送信しないで|送るのをやめて|配信を?(?:停止|解除|止めて|やめて)(?!され|した)/u,
      /(?:メール|メッセージ|sms)(?:は|を)?(?:もう)?(?:いらない|いりません|不要|止めて|やめて|停止)|登録を?解除(?:して|したい|お願い)/u,
    ),
  },
  {
    id: "ko-geuman",
    language: "ko",
    stems: ["보내지", "그만", "수신", "문자"],
    where: "within",
    pattern:
      /보내지 ?(?:마|말)|(?:문자|메시지|메세지|광고)(?:를|는)? ?(?:그만|거부|중지|받기 싫|안 ?받)|그만 ?(?:보내|좀)|수신 ?(?:거부|중지|차단)(?! ?(?:했|된|중))/u,
  },
  {
    id: "ar-la-tursil",
    language: "ar",
    stems: ["لا ", "توقف", "اوقفوا", "ازل", "احذف", "الغاء"],
    where: "within",
    pattern:
      /(?<!\p{L})(?:لا (?:ترسل|ترسلوا|تراسلوني|تراسلني)|لا اريد (?:رسايل|هذه الرسايل|رسايلكم)|توقف(?:وا)? عن (?:ارسال|الارسال|مراسلتي)|اوقفوا الرسايل|(?:احذف|احذفوا|ازل|ازيلوا) رقمي|الغاء (?:الاشتراك|اشتراكي))(?!\p{L})/u,
  },
  {
    id: "he-tafsiku",
    language: "he",
    stems: ["תפסיק", "הסיר", "תסיר", "אל ת", "להסיר", "תוריד"],
    where: "within",
    pattern:
      /(?<!\p{L})(?:תפסיקו? (?:לשלוח|לסמס|להטריד)|(?:הסירו|תסירו|תורידו|להסיר|הסר) אותי|אל תשלחו?|(?:הסירו|תסירו) את המספר)(?!\p{L})/u,
  },
  {
    id: "hi-mat-bhejo",
    language: "hi",
    stems: ["मत", "बंद", "बन्द", "mat ", "band "],
    where: "within",
    pattern: anyOf(
      /मत (?:भेजो|भेजें|भेजिए|भेजना)|(?:मैसेज|संदेश|एसएमएस) (?:भेजना )?(?:बंद|बन्द) (?:करो|करें|कीजिए|कर)/u,
      /\b(?:msg|message|sms) (?:mat|na) (?:bhejo|bheje|bhejna|karo)\b/u,
      /\b(?:msg|message|sms) (?:bhejna )?band (?:karo|kro|kar do|kardo)\b/u,
    ),
  },
  {
    id: "id-jangan-kirim",
    language: "id",
    stems: ["jangan", "berhenti", "stop kirim", "hapus nomor"],
    where: "within",
    pattern: anyOf(
      /\bjangan (?:kirim|sms|hubungi|ganggu|hantar)\b/,
      /\b(?:berhenti|stop) (?:kirim|mengirim|kirimi|sms|menghubungi|hantar)\b|\bhapus nomor\b/,
    ),
  },
  {
    id: "vi-dung-gui",
    language: "vi",
    stems: ["gui", "nhan", "khong muon"],
    where: "within",
    pattern: /(?:đung|dung|ngung) (?:gui|nhan)\b|\bkhong muon nhan\b/u,
  },
  {
    id: "th-yut-song",
    language: "th",
    stems: ["ส่ง", "รับ"],
    where: "within",
    pattern: /(?:หยุด|เลิก|อย่า|ไม่ต้อง|ห้าม)ส่ง|ไม่(?:อยาก|ต้องการ)รับ/u,
  },
  {
    id: "tl-wag-mag-text",
    language: "tl",
    stems: ["wag", "itigil", "tigil", "tama na"],
    where: "within",
    pattern: anyOf(
      /\b(?:huwag|wag) (?:na |nyo |niyo |po |kayong |kayo )*(?:mag[- ]?text|mag[- ]?message|magpadala|i-?text)\b/,
      /\b(?:itigil|tigilan) (?:na |nyo |niyo )*(?:ang|ako|to)\b/,
    ),
  },
];
