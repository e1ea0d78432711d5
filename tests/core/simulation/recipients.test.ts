import { expect, test } from "vitest";
import { RecipientBook } from "#core/simulation/recipients.ts";
import { at as instant } from "../instant.ts";

const PHONE = "+12125550123";
const EMAIL = "ada@example.com";
const about = (subject: string, phone: string | null = PHONE) => ({ phone, email: EMAIL, subject });
const text = { channel: "sms", to: PHONE } as const;
const noon = instant("2026-03-02T12:00:00Z");

test("a number that was never sent anything gets its first marketing text", () => {
  expect(new RecipientBook().historyOf(about("order:1"), noon)).toEqual({
    recent: [],
    firstMarketing: true,
    recentEmails: [],
    cartRemindedAt: null,
  });
});

test("texts count for as long as caps reach back, newest first; a first text stays the first", () => {
  const recipients = new RecipientBook();
  const times = [0, 3, 6].map((days) => noon.add({ hours: 24 * days }));
  for (const at of times) recipients.record({ ...text, subject: null, at });
  expect(recipients.historyOf(about("order:1"), noon.add({ hours: 24 * 8 }))).toEqual({
    recent: [times[2], times[1]],
    firstMarketing: false,
    recentEmails: [],
    cartRemindedAt: null,
  });
  expect(recipients.historyOf(about("order:1"), noon.add({ hours: 24 * 80 }))).toMatchObject({
    recent: [],
    firstMarketing: false,
  });
});

test("a cart has had its reminder when anybody was first written to about it", () => {
  const recipients = new RecipientBook();
  recipients.record({ ...text, subject: "checkout:a", at: noon });
  recipients.record({ ...text, to: "+12125550199", subject: "checkout:a", at: noon.add({ hours: 1 }) });
  recipients.record({ ...text, subject: "order:1", at: noon });
  expect(recipients.historyOf(about("checkout:a", null), noon.add({ hours: 2 })).cartRemindedAt).toEqual(noon);
  expect(recipients.historyOf(about("order:1"), noon.add({ hours: 2 })).cartRemindedAt).toBeNull();
});

test("e-mails count by their address, and not among texts; they remind of no cart", () => {
  const recipients = new RecipientBook();
  recipients.record({ channel: "email", to: EMAIL, subject: "checkout:a", at: noon });
  expect(recipients.historyOf(about("checkout:a"), noon.add({ hours: 1 }))).toEqual({
    recent: [],
    firstMarketing: true,
    recentEmails: [noon],
    cartRemindedAt: null,
  });
});
