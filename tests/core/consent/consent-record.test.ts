import { describe, expect, test } from "vitest";
import {
  consentRecord,
  missingProofFields,
  PROOF_VERSION,
  type ConsentOnRecord,
} from "#core/consent/consent-record.ts";

const byForm: ConsentOnRecord = {
  address: "+12125550123",
  state: "subscribed",
  at: "2026-05-04T16:00:00Z",
  timezone: "America/New_York",
  how: "form",
  optInLevel: "single_opt_in",
  words: "I agree to texts from Juniper. Reply STOP to stop.",
  wordsVersion: "form@3",
  page: "https://juniper.example/",
  ip: "203.0.113.7",
  userAgent: "Mozilla/5.0",
};
const byKeyword: ConsentOnRecord = {
  address: "+12125550123",
  state: "subscribed",
  at: "2026-05-04T16:00:00Z",
  how: "keyword",
  optInLevel: "single_opt_in",
  words: "JOIN",
  wordsVersion: "1",
  messageId: "m-1",
};
const stop: ConsentOnRecord = {
  addressHash: "h",
  state: "unsubscribed",
  at: "2026-05-04T16:00:00Z",
  how: "keyword",
  words: "STOP",
  messageId: "m-2",
};

describe("a record that proves what it says lacks nothing", () => {
  test.for([
    ["a yes by form", byForm],
    ["a yes by keyword", byKeyword],
    [
      "a yes at checkout, of which Shopify keeps the wording",
      { address: "+1", state: "subscribed", at: "2026-05-04T16:00:00Z", how: "checkout", optInLevel: "SINGLE_OPT_IN" },
    ],
    [
      "a confirmed yes, with question and answer",
      { ...byForm, optInLevel: "confirmed_opt_in", messageIds: ["m-1", "m-2"] },
    ],
    ["a stop by text, the customer erased", stop],
    ["a stop told by the store", { address: "+1", state: "unsubscribed", at: "2026-05-04T16:00:00Z", how: "admin" }],
  ] as const)("%s", ([, record]) => {
    expect(missingProofFields(record)).toEqual([]);
  });
});

describe("what lacks is named in plain words", () => {
  const without = (record: ConsentOnRecord, part: keyof ConsentOnRecord): ConsentOnRecord => ({
    ...record,
    [part]: part === "messageIds" ? [] : null,
  });
  test.for([
    [byForm, "address", "phone number"],
    [byForm, "state", "state"],
    [byForm, "at", "time"],
    [byForm, "how", "how it was given"],
    [byForm, "timezone", "time zone"],
    [byForm, "optInLevel", "opt-in level"],
    [byForm, "words", "disclosure text"],
    [byForm, "wordsVersion", "disclosure version"],
    [byForm, "page", "page address"],
    [byForm, "ip", "IP address"],
    [byForm, "userAgent", "browser"],
    [byKeyword, "messageId", "the text that said it"],
    [
      { ...byForm, optInLevel: "confirmed_opt_in", messageIds: ["m-1", "m-2"] },
      "messageIds",
      "the question and the answer of the double opt-in",
    ],
    [stop, "words", "the words that revoked"],
    [stop, "messageId", "the text that said it"],
  ] as const)("%#: without its %s", ([record, part, missing]) => {
    expect(missingProofFields(without(record, part))).toContain(missing);
  });

  test("blank is missing, and an unknown opt-in level is none", () => {
    expect(missingProofFields({ ...byForm, page: " " })).toEqual(["page address"]);
    expect(missingProofFields({ ...byForm, optInLevel: "UNKNOWN" })).toEqual(["opt-in level"]);
    expect(missingProofFields({})).toEqual(["phone number", "state", "time", "how it was given"]);
  });
});

test("a record is read with what it lacks as null", () => {
  expect(consentRecord.parse(stop)).toMatchObject({ address: null, addressHash: "h", words: "STOP", messageIds: [] });
  expect(PROOF_VERSION).toMatch(/@2026-11$/);
});
