import { showClock } from "/sandbox/assets/clock.js";
import { ask } from "/sandbox/assets/ask.js";
import { showFault } from "/sandbox/assets/faults.js";
import { showDeliveries } from "/sandbox/assets/feed.js";
import { choosePhone, showPhone } from "/sandbox/assets/phone.js";

const SECOND = 1000;
let version = -1;
let removed = false;

function show(tab) {
  document.body.dataset.shown = tab;
  for (const button of document.querySelectorAll("[data-tab]"))
    button.setAttribute("aria-selected", String(button.dataset.tab === tab));
  for (const panel of document.querySelectorAll("[data-panel]"))
    panel.classList.toggle("shown", panel.dataset.panel === tab);
}

for (const button of document.querySelectorAll("[data-tab]"))
  button.addEventListener("click", () => show(button.dataset.tab));
show("admin");

document.getElementById("start-over").addEventListener("click", async ({ currentTarget }) => {
  if (!confirm("Start over with a new store? All that has happened in this one is removed.")) return;
  currentTarget.disabled = true;
  await ask("reset");
  location.reload();
});

// The store reports the current shopper: show that customer's phone.
addEventListener("message", ({ origin, data }) => {
  if (origin === location.origin && typeof data?.shopper === "string") choosePhone(data.shopper);
});

const bulkFault = document.getElementById("bulk-fault");
bulkFault.addEventListener("change", () => ask("store/bulk-operations", { fault: bulkFault.value }));

async function look() {
  const response = await fetch(`/sandbox/api/state?after=${version}`).catch(() => null);
  if (response?.status !== 200) return;
  const state = await response.json();
  version = state.version;
  document.getElementById("busy").hidden = !state.busy;
  showClock(state.clock, state.busy);
  showFault(state.fault);
  if (document.activeElement !== bulkFault) bulkFault.value = state.bulkFault;
  showPhone(state.conversations, state.clock.timezone);
  showDeliveries(state.deliveries, state.held, state.clock.timezone);
  if (state.removed !== removed) {
    removed = state.removed;
    if (removed) document.getElementById("admin").src = "/sandbox/admin";
  }
}

async function watch() {
  await look();
  setTimeout(watch, SECOND);
}
void watch();
