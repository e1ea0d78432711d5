import { ask } from "/sandbox/assets/ask.js";

const select = document.getElementById("fault");
select.addEventListener("change", () => ask("twilio/fault", JSON.parse(select.value)));

const fits = (offered, fault) => Object.entries(fault).every(([key, value]) => offered[key] === value);

/** Selects the current fault in the list, if the list has it. */
export function showFault(fault) {
  const option = [...select.options].find(({ value }) => fits(JSON.parse(value), fault ?? { kind: "none" }));
  if (option && document.activeElement !== select) select.value = option.value;
  select.classList.toggle("broken", fault !== null);
}
