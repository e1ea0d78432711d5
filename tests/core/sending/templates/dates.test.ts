import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { checkTemplate, renderTemplate } from "#core/sending/templates/engine.ts";
import { templateProblemsOf } from "#core/sending/templates/problems.ts";
import { offersOf } from "#core/triggers/index.ts";
import { at } from "#tests/core/instant.ts";

const WHEN = { now: at("2026-12-24T03:30:00Z"), timezone: "America/New_York" };
const write = (source: string, variables: Record<string, unknown> = {}, timezone = WHEN.timezone): string => {
  const rendered = renderTemplate(source, variables, { ...WHEN, timezone });
  if ("error" in rendered) throw new Error(rendered.error);
  return rendered.text;
};
const SAME_DAY = [
  "2026/12/24",
  "2026-12-24",
  "12/24/2026",
  "24/12/2026",
  "24.12.2026",
  "December 24, 2026",
  "Dec 24 2026",
  "Dec. 24th, 2026",
  "Thursday, December 24, 2026",
  "24 December 2026",
  "24-Dec-2026",
  "Thu, 24 Dec 2026 09:15:00",
  "2026-12-24 09:15",
  "2026-12-24T09:15:00.123",
  "December 24, 2026 at 9:15 am",
  "12/24/2026 9:15PM",
  "2026-12-24T23:00:00-05:00",
  "2026-12-25T04:00:00Z",
  "2026-12-24 23:00:00 -0500",
  "Thu, 24 Dec 2026 12:00:00 GMT",
  "1798099200",
  "now",
  "today",
];

/** Renders on a machine in another zone: a thread shares the zone of its process. */
function writtenOnServer(zone: string, sources: readonly string[]): string[] {
  const script = `
    import { Temporal } from "#core/time/time.ts";
    import { renderTemplate } from "#core/sending/templates/engine.ts";
    const at = { now: Temporal.Instant.from("${WHEN.now.toString()}"), timezone: "${WHEN.timezone}" };
    const sources = ${JSON.stringify(sources)};
    console.log(JSON.stringify(sources.map((source) => renderTemplate(source, {}, at).text)));`;
  const env = { ...process.env, TZ: zone };
  const node = "node_modules/.bin/node";
  return JSON.parse(
    execFileSync(node, ["--no-warnings", "--input-type=module", "-e", script], { env, encoding: "utf8" }),
  ) as string[];
}

describe("a date is the day that was written, whatever the zone of the server", () => {
  test.for(SAME_DAY)("%s", (written) => {
    const day = written === "now" || written === "today" ? "2026-12-23" : "2026-12-24";
    expect(write("{{ order.day | date: '%Y-%m-%d' }}", { order: { day: written } })).toBe(day);
  });

  test("in Los Angeles and on Kiritimati, 22 hours apart", () => {
    const sources = [...SAME_DAY.map((written) => `{{ '${written}' | date: '%c %Z %s' }}`), "{{ 'now' | date: '%+' }}"];
    const [west, east] = ["America/Los_Angeles", "Pacific/Kiritimati"].map((zone) => writtenOnServer(zone, sources));
    expect(west).toHaveLength(sources.length);
    expect(east).toEqual(west);
    expect(west).toEqual(sources.map((source) => write(source)));
  });

  test("an instant is shown in the zone of the reader", () => {
    const instant = { at: "2026-12-25T04:00:00Z" };
    expect(write("{{ at | date: '%F %T' }}", instant)).toBe("2026-12-24 23:00:00");
    expect(write("{{ at | date: '%F %T' }}", instant, "Asia/Tokyo")).toBe("2026-12-25 13:00:00");
  });

  test("a time of day has its minutes", () => {
    expect(write("{{ '12/24/2026 9:15PM' | date: '%H:%M' }}")).toBe("21:15");
    expect(write("{{ 'December 24, 2026 at 12:05 am' | date: '%H:%M' }}")).toBe("00:05");
  });

  test.for(["soon", "2026-13-01", "31 February 2026", "24/24/2026", "12/24/26 or so", "", "December"])(
    "what is no date comes out as it is: %j",
    (written) => {
      expect(write("{{ day | date: '%F' }}", { day: written })).toBe(written);
    },
  );
});

/** Ruby 3.3: Time.new(2026, 11, 3, 15, 4, 5.006, "-05:00").strftime(...) */
describe("the directives are Ruby's", () => {
  test.for([
    ["%Y %C %y %G %g", "2026 20 26 2026 26"],
    ["%m %B %b %h %^b %^B", "11 November Nov Nov NOV NOVEMBER"],
    ["%d|%e|%-d|%j", "03| 3|3|307"],
    ["%H|%k|%I|%l|%-l|%P|%p|%#p", "15|15|03| 3|3|pm|PM|pm"],
    ["%M %S %L %N %3N %6N", "04 05 006 006000000 006 006000"],
    ["%z %:z %::z %Z", "-0500 -05:00 -05:00:00 EST"],
    ["%A %a %^a %u %w", "Tuesday Tue TUE 2 2"],
    ["%U %W %V", "44 44 45"],
    ["%s", "1793736245"],
    ["%D|%x|%F", "11/03/26|11/03/26|2026-11-03"],
    ["%T|%X|%R|%r", "15:04:05|15:04:05|15:04|03:04:05 PM"],
    ["%v", "3-NOV-2026"],
    ["%c", "Tue Nov 3 15:04:05 2026"],
    ["%+", "Tue Nov 3 15:04:05 EST 2026"],
    ["a%nb%%%tc", "a\nb% c"],
    ["%010Y %-m %_m %05d", "0000002026 11 11 00003"],
    ["%-I:%M%P", "3:04pm"],
    ["%d%q", "03rd"],
    ["%Ey %Od", "26 03"],
  ] as const)("%s", ([format, written]) => {
    const text = write(`{{ '2026-11-03T15:04:05.006-05:00' | date: "${format}" }}`);
    expect(text.replace(/ +/g, " ").replace(/\| /g, "|")).toBe(written.replace(/ +/g, " ").replace(/\| /g, "|"));
  });

  test.for([
    ["2026-01-01", "00 00 01 2026"],
    ["2027-01-01", "00 00 53 2026"],
    ["2028-12-31", "53 52 52 2028"],
    ["2024-12-30", "52 53 01 2025"],
  ] as const)("weeks of %s", ([day, weeks]) => {
    expect(write(`{{ '${day}' | date: '%U %W %V %G' }}`)).toBe(weeks);
  });

  test("an unknown one comes out as it is", () => {
    expect(write("{{ '2026-11-03' | date: '%Q %Y %' }}")).toBe("%Q 2026 %");
  });
});

describe("the editor tells", () => {
  const problems = (source: string) => templateProblemsOf(source, offersOf("order_created"), { channel: "sms" });
  test.for<[string, object[]]>([
    ["On {{ order.created_at | date: '%Q' }}", [{ kind: "directive", found: "%Q" }]],
    ['{% if order.test %}{{ order.created_at | date: "%Q" }}{% endif %}x', [{ kind: "directive", found: "%Q" }]],
    ["On {{ 'soon' | date: '%B' }}", [{ kind: "date", found: "soon" }]],
    ["On {{ order.first_item | date: '%B' }}", [{ kind: "date", found: "Linen shirt" }]],
    ["On {{ now | date: '%F %D %T %R %r %v %V %G %c %x %X %+ %s %N %L %u %U %W %j' }}", []],
    ["On {{ order.created_at | date: '%B %-d' | default: 'soon' }}", []],
    ["On {{ order.fields.Delivery | date: '%B %-d' }}", []],
  ])("%s", ([source, found]) => {
    expect(problems(source)).toEqual(found);
  });

  test("a zone that there is not", () => {
    expect(checkTemplate("{{ now | date: '%H', 'Mars/Phobos' }}")).toBeNull();
    expect(problems("At {{ now | date: '%H', 'Mars/Phobos' }}")).toMatchObject([{ kind: "failing" }]);
  });
});
