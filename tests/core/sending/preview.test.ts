import { describe, expect, test } from "vitest";
import { countSegments, charactersLeft } from "#core/sending/segments.ts";
import { previewText, type PreviewSituation } from "#core/sending/preview.ts";
import { sampleLinks } from "#core/sending/links.ts";
import { offersOf, sampleOf } from "#core/triggers/index.ts";
import { at } from "../instant.ts";

const values = sampleOf("order_created");
const marketing: PreviewSituation = {
  now: at("2026-03-02T15:00:00Z"),
  timezone: "America/New_York",
  kind: "marketing",
  firstMarketing: true,
  links: null,
  offered: offersOf("order_created"),
  plainValues: true,
  language: "en",
};
const preview = (source: string, circumstances = marketing, by: Record<string, unknown> = values) => {
  const textPreview = previewText(source, by, circumstances);
  if ("error" in textPreview) throw new Error(textPreview.error);
  return textPreview;
};

describe("a text reads as it will go out", () => {
  test("the first that sells names the shop and says how to stop", () => {
    expect(preview("Hi {{ customer.first_name }}!").body).toBe("Juniper & Co: Hi Ada! Reply STOP to opt out");
    expect(preview("Hi {{ customer.first_name }}!", { ...marketing, firstMarketing: false }).body).toBe("Hi Ada!");
    for (const kind of ["transactional", "conversation", "test"] as const)
      expect(preview("Hi {{ customer.first_name }}!", { ...marketing, kind }).body).toBe("Hi Ada!");
  });

  test("its dates stand in the customer's zone", () => {
    expect(preview("{{ now | date: '%H:%M' }}", { ...marketing, firstMarketing: false }).body).toBe("10:00");
  });

  test("its segments are priced by the customer's country", () => {
    const abroad = { ...values, customer: { ...values.customer, phone: "+447400123456" } };
    expect(preview("Hi")).toMatchObject({ segments: 1, credits: 1 });
    expect(preview("Hi", marketing, abroad)).toMatchObject({ segments: 1, credits: 4 });
    expect(preview("Hi", marketing, { shop: { name: "Juniper" } }).credits).toBeNull();
  });

  test("what makes it dearer is named, each once", () => {
    expect(preview("It’s — it’s …", { ...marketing, firstMarketing: false })).toMatchObject({
      encoding: "UCS-2",
      unplain: ["’", "—", "…"],
      room: 70,
    });
  });
});

test("links to the store's own pages have their final length and are counted", () => {
  const links = sampleLinks("https://shopbell.example/l/");
  const textPreview = preview("See {{ order.status_url }} or https://elsewhere.example/a", {
    ...marketing,
    firstMarketing: false,
    links,
  });
  expect(textPreview).toMatchObject({
    body: "See https://shopbell.example/l/4k7p2m9x3ab or https://elsewhere.example/a",
    tracked: 1,
    links: ["https://shopbell.example/l/4k7p2m9x3ab", "https://elsewhere.example/a"],
  });
  expect(preview("See {{ order.status_url }}")).toMatchObject({ tracked: 0 });
});

test("a text from a name shows and counts its opt-out link, in countries that show names alone", () => {
  const name = { id: "s1", kind: "alphanumeric" as const, status: "approved" as const, number: "Juniper" };
  const links = sampleLinks("https://shopbell.example/l/", {
    optOutBase: "https://shopbell.example/u/",
    shortens: false,
    senders: [name],
  });
  const later = { ...marketing, firstMarketing: false, links };
  const inGermany = { ...values, customer: { ...values.customer, phone: "+4915112345678" } };
  const body = `${"x".repeat(125)}.`;
  expect(preview(body, later, inGermany)).toMatchObject({
    body: `${body} Opt out: https://shopbell.example/u/4k7p2m9x3ab`,
    segments: 2,
    tracked: 0,
  });
  expect(preview(body, later)).toMatchObject({ body, segments: 1 });
  expect(preview(body, { ...later, kind: "transactional" }, inGermany).body).toBe(body);
});

test.for<[string, string | null]>([
  ["{{ customer.fields.nothing }}", "message_empty"],
  ["x".repeat(1_601), "message_too_long"],
  ["’".repeat(1_000), "message_too_long"],
  ["Hi", null],
])("%#: it would be refused for the reason that sending gives", ([source, refused]) => {
  expect(preview(source, { ...marketing, firstMarketing: false }).refused).toBe(refused);
});

test("a template that does not parse gives its error", () => {
  expect(previewText("{{ a", values, marketing)).toEqual({ error: expect.stringContaining("not closed") });
});

test("as many characters as there is room for take no further segment, and one more does", () => {
  for (const [letter, segments] of [
    ["a", 1],
    ["a", 2],
    ["a", 4],
    ["é’", 1],
    ["’", 2],
    ["’", 3],
  ] as const) {
    const filled = letter.padEnd(charactersLeft({ segments, encoding: countSegments(letter).encoding }), letter);
    expect(countSegments(filled).segments).toBe(segments);
    expect(countSegments(filled + letter).segments).toBe(segments + 1);
  }
});
