import { ask, make } from "/sandbox/assets/ask.js";

const list = document.getElementById("deliveries");
const holding = document.getElementById("holding");

function action(label, hint, path) {
  const button = make("button", "small", label);
  button.type = "button";
  button.title = hint;
  button.addEventListener("click", async () => {
    button.disabled = true;
    await ask(path);
    button.disabled = false;
  });
  return button;
}

function row({ webhookId, topic, status, milliseconds, kind, sentAt, eventId }, timezone) {
  const good = status !== null && status < 300;
  const answered = make("b", good ? "good" : "bad", status === null ? "no answer" : String(status));
  const at = new Date(sentAt).toLocaleString("en-US", {
    timeZone: timezone,
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  });
  // A long topic may wrap after its slash.
  const words = make(
    "span",
    "topic",
    ...topic.split(/(?<=\/)/).flatMap((part) => [part, document.createElement("wbr")]),
  );
  words.title = `event ${eventId}`;
  return make(
    "li",
    "",
    make("div", "what", words, ...(kind === "first" ? [] : [make("i", kind, kind)])),
    make("div", "how", answered, ` ${milliseconds} ms · ${at}`),
    make(
      "div",
      "do",
      action("again", "Deliver once more: the same event under a new delivery id", `webhooks/${webhookId}/again`),
      action("forge", "Deliver with a signature made without the secret", `webhooks/${webhookId}/forged`),
    ),
  );
}

/** Buttons that keep webhooks back, as if the app could not be reached. */
function showHolding(held) {
  holding.replaceChildren(
    ...(held === null
      ? [action("hold", "Keep back what the store sends from now on", "webhooks/hold")]
      : [
          make("b", "bad", `${held} held `),
          action("deliver late", "Deliver what is held", "webhooks/deliver-held"),
          action("lose", "Never deliver what is held", "webhooks/drop-held"),
        ]),
  );
}

export function showDeliveries(deliveries, held, timezone) {
  showHolding(held);
  if (deliveries.length === 0)
    list.replaceChildren(make("li", "none", "What people do in the store is told to the app here."));
  else list.replaceChildren(...deliveries.map((delivery) => row(delivery, timezone)));
}
