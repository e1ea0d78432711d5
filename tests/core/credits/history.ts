import fc from "fast-check";
import { manualMovement } from "#core/credits/manual-entry.ts";
import { chargeLateProof } from "#core/credits/late-proof.ts";
import { coveredBy, appendMovement, refund, release, reserve, settle, type Movement } from "#core/credits/ledger.ts";
import { purchase, purchaseAfter } from "#core/credits/purchase.ts";
import type { PurchaseStatus } from "#core/statuses.ts";
import type { Books, EntryRow, LogRow, MessageRow, PurchaseRow } from "./books.ts";

type Deed =
  | { kind: "grant"; credits: number }
  | { kind: "adjust"; credits: number }
  | { kind: "buy"; credits: number; told: PurchaseStatus[] }
  | { kind: "send"; prices: number[] }
  | { kind: "mail"; arrives: boolean }
  | { kind: "settle"; nth: number; billed: number }
  | { kind: "late"; nth: number; billed: number }
  | { kind: "release" | "refund"; nth: number };

const nth = fc.nat(20);
const word = fc.constantFrom<PurchaseStatus>("pending", "active", "declined", "expired");
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant("grant"), credits: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant("adjust"), credits: fc.integer({ min: -30, max: 30 }).filter((by) => by !== 0) }),
  fc.record({
    kind: fc.constant("buy"),
    credits: fc.integer({ min: 1, max: 30 }),
    told: fc.array(word, { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant("send"),
    prices: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant("mail"), arrives: fc.boolean() }),
  fc.record({ kind: fc.constant("settle"), nth, billed: fc.nat(30) }),
  fc.record({ kind: fc.constant("late"), nth, billed: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constantFrom("release", "refund"), nth }),
);

const pick = <T>(list: readonly T[], index: number): T | undefined =>
  list.length === 0 ? undefined : list[index % list.length];

/** Simulates a shop: top-ups of every kind, covered texts and their outcomes. */
function live(deeds: readonly Deed[]): Books {
  const entries: EntryRow[] = [];
  const messages: MessageRow[] = [];
  const logs: LogRow[] = [];
  const purchases: PurchaseRow[] = [];
  let place = { balance: 0, reserved: 0, length: 0 };
  const write = (...movements: Movement[]) => {
    const written = appendMovement(place, movements);
    entries.push(...written.entries.map((entry) => ({ ...entry, id: entry.id ?? `e${entry.seq}` })));
    place = written.end;
  };
  const log = (status: LogRow["status"], messageId: string, credits: number) =>
    logs.push({ id: `l${logs.length}`, status, credits, messageId });
  const isHeld = ({ status, channel }: MessageRow) =>
    channel === "sms" && (status === "sending" || status === "unknown");

  for (const one of deeds) {
    switch (one.kind) {
      case "grant":
        write(manualMovement("grant", one.credits, "", place.balance));
        break;
      case "adjust":
        if (place.balance + one.credits >= 0) write(manualMovement("adjust", one.credits, "", place.balance));
        break;
      case "buy": {
        const bought: PurchaseRow = { id: `p${purchases.length}`, status: "pending", credits: one.credits };
        purchases.push(bought);
        for (const told of one.told) {
          const before = bought.status;
          bought.status = purchaseAfter(before, told);
          if (bought.status === "active" && before !== "active") write(purchase({ ...bought, packKey: "" }));
        }
        break;
      }
      case "send": {
        const covered = coveredBy(one.prices, place.balance);
        for (const credits of one.prices.filter((_, index) => covered[index])) {
          const id = `m${messages.length}`;
          messages.push({ id, channel: "sms", status: "sending", credits, ofStep: true });
          write(reserve(id, credits));
        }
        break;
      }
      case "mail": {
        const id = `m${messages.length}`;
        messages.push({ id, channel: "email", status: one.arrives ? "sent" : "failed", credits: 0, ofStep: true });
        log(one.arrives ? "sent" : "failed", id, 0);
        break;
      }
      case "settle": {
        const message = pick(messages.filter(isHeld), one.nth);
        if (!message) break;
        const movement = settle(message.id, message.credits, one.billed, place);
        message.credits -= movement.amount;
        message.status = "sent";
        write(movement);
        log("sent", message.id, message.credits);
        break;
      }
      case "release": {
        const message = pick(messages.filter(isHeld), one.nth);
        if (!message) break;
        write(release(message.id, message.credits));
        message.credits = 0;
        message.status = "failed";
        log("failed", message.id, 0);
        break;
      }
      case "late": {
        const given = logs.find(
          ({ status, messageId }) =>
            status === "failed" && messages.some(({ id, channel }) => id === messageId && channel === "sms"),
        );
        const message = messages.find(({ id }) => id === given?.messageId);
        if (!given || !message) break;
        const movement = chargeLateProof(message.id, one.billed, place);
        message.credits = 0 - movement.amount;
        message.status = "sent";
        write(movement);
        given.status = "sent";
        given.credits = message.credits;
        break;
      }
      case "refund": {
        const message = pick(
          messages.filter(({ status, credits }) => status === "sent" && credits > 0),
          one.nth,
        );
        if (!message) break;
        write(refund(message.id, message.credits));
        message.credits = 0;
        message.status = "failed";
      }
    }
  }
  return { entries, shop: { name: "juniper", ...place }, messages, logs, purchases };
}

/** Any sequence of a shop's credit movements. */
export const someBooks = fc.array(deed, { maxLength: 40 }).map(live);
