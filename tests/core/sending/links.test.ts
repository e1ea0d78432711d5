import { describe, expect, test } from "vitest";
import { linksTo, replaceLinks } from "#core/sending/links.ts";

const OWN = ["juniper.example"];

describe("links in a text", () => {
  test.each([
    ["Back: https://juniper.example/a.", ["https://juniper.example/a"]],
    ["(see https://juniper.example/a)", ["https://juniper.example/a"]],
    ["https://juniper.example/shirt_(blue) is back", ["https://juniper.example/shirt_(blue)"]],
    ["“https://juniper.example/a?b=1&c=2”, she said", ["https://juniper.example/a?b=1&c=2"]],
    ["https://juniper.example/a https://juniper.example/a!", ["https://juniper.example/a"]],
    ["HTTPS://JUNIPER.EXAMPLE/A", ["HTTPS://JUNIPER.EXAMPLE/A"]],
    ["elsewhere https://evil.example/?u=https://juniper.example/", []],
    ["https://juniper.example.evil.example/", []],
    ["https://juniper.example@evil.example/", []],
    ["https://", []],
    ["no link at all", []],
  ])("%s", (text, links) => {
    expect(linksTo(OWN, text)).toEqual(links);
  });

  test("are replaced whole: one that begins like another keeps its end", () => {
    const others = new Map([["https://juniper.example/a", "https://s.example/l/1"]]);
    expect(replaceLinks("https://juniper.example/a, https://juniper.example/ab.", others)).toBe(
      "https://s.example/l/1, https://juniper.example/ab.",
    );
  });
});
