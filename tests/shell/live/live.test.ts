import { beforeEach, describe, expect, test } from "vitest";
import { liveTopics, type LiveTopic, type ChangeTokens } from "#core/operations/live-topics.ts";
import { createLiveHub, type LiveHub } from "#shell/live/live-hub.server.ts";
import { liveStream } from "#shell/live/stream.server.ts";

const still: ChangeTokens = {
  activity: "1",
  inbox: null,
  credits: "4",
  runs: null,
  notices: null,
  team: null,
  campaigns: null,
  operation: null,
};

describe("who looks at a shop's pages", () => {
  let pulses: Map<string, ChangeTokens>;
  let asked: string[][];
  let look: (() => Promise<void>) | null;
  let live: LiveHub;
  let troubles: unknown[];
  let answers: boolean;
  beforeEach(() => {
    pulses = new Map([
      ["a", still],
      ["b", still],
    ]);
    asked = [];
    look = null;
    troubles = [];
    answers = true;
    live = createLiveHub({
      readPulses: async (shopIds) => {
        asked.push([...shopIds]);
        if (!answers) throw new Error("the database is away");
        return new Map(pulses);
      },
      repeat: (work) => {
        look = work;
        return () => (look = null);
      },
      onTrouble: (error) => troubles.push(error),
    });
  });
  const listen = (shopId: string) => {
    const heard: (readonly LiveTopic[] | "over")[] = [];
    return {
      heard,
      leave: live.listen(shopId, { changed: (topics) => heard.push(topics), over: () => heard.push("over") }),
    };
  };

  /** Who has listened for a while. */
  const settled = async (shopId: string) => {
    const one = listen(shopId);
    await look?.();
    one.heard.length = 0;
    return one;
  };

  test("hears of what changed, in their own shop alone", async () => {
    const [a, b] = [await settled("a"), await settled("b")];
    pulses.set("a", { ...still, activity: "2", credits: "5" });
    await look?.();
    await look?.();
    expect(a.heard).toEqual([["activity", "credits"]]);
    expect(b.heard).toEqual([]);
  });

  test("is told at first, once, that anything may have changed since their page was read", async () => {
    const early = await settled("a");
    const late = listen("a");
    await look?.();
    await look?.();
    expect(late.heard).toEqual([liveTopics]);
    expect(early.heard).toEqual([]);
  });

  test("shares one look, and nobody looks while nobody listens", async () => {
    const all = [listen("a"), listen("a"), listen("b")];
    await look?.();
    expect(asked).toEqual([["a", "b"]]);
    for (const { leave } of all) leave();
    expect(look).toBeNull();
  });

  test("is told when it is over", () => {
    const a = listen("a");
    live.close();
    expect(a.heard).toEqual(["over"]);
    expect(look).toBeNull();
  });

  test("is told that it is over once their shop no longer has the app, and nobody else is", async () => {
    const [a, b] = [await settled("a"), await settled("b")];
    pulses.delete("a");
    await look?.();
    pulses.set("b", { ...still, runs: "r" });
    await look?.();
    expect(a.heard).toEqual(["over"]);
    expect(b.heard).toEqual([["runs"]]);
  });

  test("keeps their seat while a look finds nothing because it fails", async () => {
    const late = listen("a");
    answers = false;
    await look?.();
    expect(late.heard).toEqual([]);
    answers = true;
    await look?.();
    expect(late.heard).toEqual([liveTopics]);
  });

  test("takes their own shop's oldest seat where that shop has many, and anybody's oldest where all are taken", () => {
    const first = listen("a");
    const theirs = Array.from({ length: 50 }, () => listen("b"));
    expect(theirs[0]?.heard).toEqual([]);
    listen("b");
    expect(theirs[0]?.heard).toEqual(["over"]);
    expect(first.heard).toEqual([]);
    for (let shop = 0; shop < 449; shop++) listen(`shop-${shop}`);
    expect(first.heard).toEqual([]);
    listen("one-more");
    expect(first.heard).toEqual(["over"]);
    expect(theirs[1]?.heard).toEqual([]);
  });

  test("misses nothing of what changed while the database did not answer", async () => {
    const a = await settled("a");
    answers = false;
    pulses.set("a", { ...still, inbox: "now" });
    await look?.();
    expect(a.heard).toEqual([]);
    answers = true;
    await look?.();
    expect(a.heard).toEqual([["inbox"]]);
    expect(troubles).toEqual([new Error("the database is away")]);
  });

  test("gets it as server-sent events, until they go", async () => {
    const gone = new AbortController();
    const reader = liveStream(live, "a", gone.signal).getReader();
    const read = async () => new TextDecoder().decode((await reader.read()).value);
    expect(await read()).toBe(": open\n\n");
    await look?.();
    expect(await read()).toContain("event: changed");
    pulses.set("a", { ...still, notices: "n1" });
    await look?.();
    expect(await read()).toBe('event: changed\ndata: ["notices"]\n\n');
    gone.abort();
    expect((await reader.read()).done).toBe(true);
    expect(look).toBeNull();
  });
});
