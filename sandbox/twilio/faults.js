import { ask } from "/sandbox/assets/ask.js";

const select = document.getElementById("fault");
select.addEventListener("change", () => ask("twilio/fault", JSON.parse(select.value)));

const fits = (offered, fault) => Object.entries(fault).every(([key, value]) => offered[key] === value);

/** Shows the fault that is set; one that was set by a script and is not on offer leaves the choice alone. */
export function showFault(fault) {
  const option = [...select.options].find(({ value }) => fits(JSON.parse(value), fault ?? { kind: "none" }));
  if (option && document.activeElement !== select) select.value = option.value;
  select.classList.toggle("broken", fault !== null);
}
