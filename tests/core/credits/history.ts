import fc from "fast-check";
import { admit, append, refund, release, reserve, settle, type Entry, type Holdings, type Movement } from "#core/credits/ledger.ts";
import type { BilledMessage } from "#core/credits/proof.ts";

/** A shop's ledger with all that it must agree with. */
export interface Books {
  entries: Entry[];
  holdings: Holdings;
  messages: BilledMessage[];
}

type Deed =
  | { kind: "grant"; credits: number }
  | { kind: "send"; prices: number[] }
  | { kind: "settle"; nth: number; billed: number }
  | { kind: "release" | "refund"; nth: number };

const nth = fc.nat(20);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant("grant"), credits: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant("send"), prices: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }) }),
  fc.record({ kind: fc.constant("settle"), nth, billed: fc.nat(30) }),
  fc.record({ kind: fc.constantFrom("release", "refund"), nth }),
);

const pick = <T>(list: readonly T[], index: number): T | undefined => (list.length === 0 ? undefined : list[index % list.length]);

/** Does what a shop does: buys credits, sends what they cover, and learns what became of each text. */
function live(deeds: readonly Deed[]): Books {
  const entries: Entry[] = [];
  const messages: BilledMessage[] = [];
  let place = { balance: 0, reserved: 0, length: 0 };
  const write = (...movements: Movement[]) => {
    const written = append(place, movements);
    entries.push(...written.entries);
    place = written.end;
  };
  for (const one of deeds) {
    if (one.kind === "grant") {
      write({ type: "grant", amount: one.credits, reserved: 0, messageId: null });
    } else if (one.kind === "send") {
      const covered = admit(one.prices, place.balance);
      const sent = one.prices.filter((_, index) => covered[index]).map((credits, index) => ({ id: `m${messages.length + index}`, credits, open: true }));
      messages.push(...sent);
      write(...sent.map(({ id, credits }) => reserve(id, credits)));
    } else if (one.kind === "refund") {
      const message = pick(
        messages.filter(({ open, credits }) => !open && credits > 0),
        one.nth,
      );
      if (!message) continue;
      write(refund(message.id, message.credits));
      message.credits = 0;
    } else {
      const message = pick(
        messages.filter(({ open }) => open),
        one.nth,
      );
      if (!message) continue;
      const held = message.credits;
      const movement = one.kind === "settle" ? settle(message.id, held, one.billed, place) : release(message.id, held);
      write(movement);
      message.open = false;
      message.credits = held - movement.amount;
    }
  }
  return { entries, holdings: { balance: place.balance, reserved: place.reserved }, messages };
}

/** Any life of a shop's credits. */
export const someBooks = fc.array(deed, { maxLength: 40 }).map(live);
