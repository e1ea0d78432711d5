import type { Hours, PlaceWindow, Week } from "#core/sending/quiet-hours/windows.ts";
import { countryName } from "#core/intake/code-lists/countries.ts";
import { provinceName } from "#core/intake/code-lists/provinces.ts";
import { settings } from "./en/settings.ts";

const words = settings.hours;

/** A legal window for marketing texts in words. */
export const formatWindow = ({ place, window: { week, holidays, source } }: PlaceWindow) => ({
  places: place === null ? words.elsewhere : nameOf(place),
  hours: [formatWeek(week), ...(holidays ? [words.notOnHolidays] : [])].join(", "),
  source,
});

function nameOf(place: string): string {
  const [country = "", state] = place.split("-");
  if (state) return provinceName(country, state) ?? place;
  return country === "US" ? words.otherStates : countryName(country);
}

/** Days with the same hours stand together: "Monday to Friday 9 am to 6 pm, Saturday and Sunday 10 am to 5 pm". */
function formatWeek(week: Week): string {
  const runs: { first: number; last: number; hours: Hours | null }[] = [];
  week.forEach((hours, day) => {
    const run = runs.at(-1);
    if (run && run.hours?.opens === hours?.opens && run.hours?.closes === hours?.closes) run.last = day;
    else runs.push({ first: day, last: day, hours });
  });
  return runs
    .map(({ first, last, hours }) => {
      const open = hours ? words.summary(clock(hours.opens), clock(hours.closes)) : words.closed;
      return runs.length === 1 ? words.everyDay(open) : `${words.span(first, last)} ${open}`;
    })
    .join(", ");
}

/** 21.5 as "9:30 pm". */
const clock = (hour: number): string => {
  const whole = Math.floor(hour);
  const minutes = Math.round((hour - whole) * 60);
  return minutes === 0 ? words.hour(whole) : words.hour(whole).replace(" ", `:${String(minutes).padStart(2, "0")} `);
};
