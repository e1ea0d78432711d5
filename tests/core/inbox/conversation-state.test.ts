import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeConversationState, type ConversationChange } from "#core/inbox/conversation-state.ts";
import { countedTabs, inboxTabs, tabConditions } from "#core/inbox/inbox-tabs.ts";
import { Temporal } from "#core/time/time.ts";

const NOW = Temporal.Instant.from("2026-03-02T15:00:00Z");
const EARLIER = NOW.subtract({ hours: 1 });
const open = (unread: number) => ({ unread, closedAt: null });
const closed = { unread: 0, closedAt: EARLIER };

describe("the state of a conversation", () => {
  test.each([
    ["an open one that is read", open(2), "read", open(0)],
    ["an open one that is marked as unread", open(0), "unread", open(1)],
    ["an unread one that is marked as unread", open(3), "unread", open(3)],
    ["an unread one that is closed is read", open(2), "close", { unread: 0, closedAt: NOW }],
    ["a closed one that is closed again keeps its time", closed, "close", closed],
    ["a closed one that is read", closed, "read", closed],
    ["a closed one that is opened again", closed, "reopen", open(0)],
    ["a closed one that is marked as unread is open", closed, "unread", open(1)],
    ["a closed one that the customer writes in is open", closed, "reply", open(1)],
    ["an open one that the customer writes in", open(1), "reply", open(2)],
    ["a closed one with a reply that was handled at once", closed, "handled_reply", closed],
    ["an open one with a reply that was handled at once", open(1), "handled_reply", open(1)],
  ] as const)("%s", (_what, before, change, after) => {
    expect(changeConversationState(before, change, NOW)).toEqual(after);
  });

  test("a closed conversation is never unread, whatever happens", () => {
    const change = fc.constantFrom<ConversationChange>("read", "unread", "close", "reopen", "reply", "handled_reply");
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const end = changes.reduce(
          (state, one) => changeConversationState(state, one, NOW),
          changeConversationState(open(0), "reply", NOW),
        );
        expect(end.closedAt === null || end.unread === 0).toBe(true);
      }),
    );
  });
});

describe("the tabs of the inbox", () => {
  test("list closed conversations in one tab alone; what needs a review is listed wherever it stands", () => {
    expect(inboxTabs.filter((tab) => tabConditions[tab].some((one) => one === "closed"))).toEqual(["closed"]);
    expect(inboxTabs.filter((tab) => !tabConditions[tab].some((one) => one === "open" || one === "closed"))).toEqual([
      "unread",
      "held",
    ]);
  });

  test("count work, and not what is closed", () => {
    expect(inboxTabs.filter((tab) => !countedTabs.some((one) => one === tab))).toEqual(["closed"]);
  });
});
