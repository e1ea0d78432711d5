import { ask } from "/sandbox/assets/ask.js";

const face = document.getElementById("now");
const buttons = [...document.querySelectorAll("[data-move]")];
let clock = null;

function tick() {
  if (clock === null) return;
  const now = new Date(Date.now() + clock.aheadBy);
  face.dateTime = now.toISOString();
  face.textContent = now.toLocaleString("en-US", {
    timeZone: clock.timezone,
    weekday: "short",
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  });
}

function still(on) {
  for (const button of buttons) button.disabled = on;
}

for (const button of buttons) {
  button.addEventListener("click", async () => {
    still(true);
    await ask("clock", { [button.dataset.move]: 1 });
    still(false);
  });
}
setInterval(tick, 1000);

export function showClock(given, busy) {
  clock = given;
  still(busy);
  tick();
}
