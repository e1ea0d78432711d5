import { ask, make, tell } from "/sandbox/assets/ask.js";

const whose = document.getElementById("whose");
const texts = document.getElementById("texts");
const words = document.getElementById("words");
const other = document.getElementById("other");
const unread = document.getElementById("unread");
let conversations = [];
let timezone = "UTC";
/** The phone, and the sender that it is in conversation with. */
let chosen = null;
let sender = null;
let seen = null;

const ticks = {
  accepted: "queued",
  queued: "queued",
  sending: "sending",
  sent: "sent ✓",
  delivered: "delivered ✓✓",
  received: "",
  undelivered: "not delivered",
  failed: "failed",
};

/** Short links of the app only; other addresses would leave the sandbox. */
const LINK = /(https?:\/\/[^\s/]+\/l\/[a-z0-9]{11})/;

/** Renders the shop's text with tappable links. */
function said(body) {
  const paragraph = make("p", "");
  for (const part of body.split(LINK)) {
    if (!LINK.test(part)) {
      paragraph.append(part);
      continue;
    }
    const link = make("a", "", part);
    link.href = part;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      void tap(part);
    });
    paragraph.append(link);
  }
  return paragraph;
}

/** Opens the store page of a link. */
async function tap(link) {
  const answer = await ask("phone/follow", { phone: chosen, link });
  if (!answer) return;
  if (answer.page === null) return void tell(`It leads to ${answer.leadsTo}`);
  document.getElementById("store").src = answer.page;
  document.querySelector('[data-tab="store"]').click();
}

/** A picture that the phone has sent. */
function picture(name) {
  const image = make("img", "");
  image.src = `/sandbox/api/phone/pictures/${name}`;
  image.alt = name;
  return image;
}

/** What a text of the shop carries: a contact card to save, or a picture. */
function carried(address) {
  if (new URL(address).pathname.endsWith(".vcf")) {
    const card = make("a", "card", "👤 Contact card");
    card.href = address;
    card.download = "contact.vcf";
    return card;
  }
  const image = make("img", "");
  image.src = `/sandbox/api/phone/file?address=${encodeURIComponent(address)}`;
  image.alt = address.split("/").at(-1);
  image.title = address;
  return image;
}

function bubble({ fromCustomer, body, status, errorCode, at, segments, pictures, media }) {
  const time = new Date(at).toLocaleString("en-US", {
    timeZone: timezone,
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  });
  const state = errorCode === null ? (ticks[status] ?? status) : `${ticks[status]} (${errorCode})`;
  const parts = [time, media.length > 0 ? "MMS" : segments > 1 ? `${segments} segments` : "", state].filter(Boolean);
  return make(
    "li",
    `${fromCustomer ? "mine" : "shop"} ${status}`,
    ...pictures.map(picture),
    ...media.map(carried),
    ...(body === "" ? [] : [fromCustomer ? make("p", "", body) : said(body)]),
    make("small", "", parts.join(" · ")),
  );
}

function draw() {
  const ofPhone = conversations.filter(({ phone }) => phone === chosen);
  const conversation = ofPhone.find((one) => one.sender === sender) ?? ofPhone[0] ?? conversations[0];
  chosen = conversation?.phone ?? null;
  sender = conversation?.sender ?? null;
  const senders = new Set(conversations.flatMap((one) => one.sender ?? []));
  whose.replaceChildren(
    ...conversations.map((one) => {
      const count = one.texts.length > 0 ? ` (${one.texts.length})` : "";
      const from = one.sender !== null && senders.size > 1 ? ` · ${one.senderName}` : "";
      const option = make("option", "", `${one.name} · ${one.phone}${count}${from}`);
      option.value = keyOf(one);
      return option;
    }),
  );
  whose.value = conversation ? keyOf(conversation) : "";
  other.textContent = `With ${conversation?.senderName ?? ""}`;
  other.hidden = sender === null || (senders.size < 2 && conversation.senderName === sender);
  const list = conversation?.texts ?? [];
  if (list.length === 0) texts.replaceChildren(make("li", "none", "No texts yet."));
  else texts.replaceChildren(...list.map(bubble));
  texts.scrollTop = texts.scrollHeight;
}

const keyOf = ({ phone, sender: from }) => `${phone} ${from ?? ""}`;

/** Switches to the phone with the newest text, unless the person is typing on another. */
function follow() {
  const newest = conversations
    .flatMap((one) => one.texts.slice(-1).map((text) => ({ phone: one.phone, sender: one.sender, text })))
    .toSorted((a, b) => b.text.at.localeCompare(a.text.at))[0];
  if (!newest || newest.text.sid === seen) return;
  const first = seen === null;
  seen = newest.text.sid;
  if (words.value === "") ({ phone: chosen, sender } = newest);
  unread.hidden = first || document.body.dataset.shown === "phone";
}

const toSender = () => (sender === null ? {} : { to: sender });

async function send(body) {
  if (chosen === null || body.trim() === "") return;
  words.value = "";
  await ask("phone/receive", { from: chosen, body, ...toSender() });
}

/** Sends a picture, with the words that are typed. */
async function sendPicture(name) {
  if (chosen === null) return;
  const body = words.value;
  words.value = "";
  await ask("phone/receive", { from: chosen, body, pictures: [name], ...toSender() });
}

whose.addEventListener("change", () => {
  const one = conversations.find((each) => keyOf(each) === whose.value);
  choosePhone(one.phone, one.sender);
});
document.getElementById("answer").addEventListener("submit", (event) => {
  event.preventDefault();
  void send(words.value);
});
for (const button of document.querySelectorAll("[data-word]"))
  button.addEventListener("click", () => send(button.dataset.word));
for (const button of document.querySelectorAll("[data-picture]"))
  button.addEventListener("click", () => sendPicture(button.dataset.picture));
document.querySelector('[data-tab="phone"]').addEventListener("click", () => (unread.hidden = true));

/** @param from the sender; by default the last that wrote */
export function choosePhone(phone, from) {
  chosen = phone;
  sender = from;
  draw();
}

export function showPhone(given, zone) {
  conversations = given;
  timezone = zone;
  follow();
  draw();
}
