import fc from "fast-check";
import { expect, test } from "vitest";
import { begin, change, redo, settle, undo, type History } from "#core/automations/edit/history.ts";

const typed = (history: History<string>, ...given: [text: string, to: string | null][]) =>
  given.reduce((before, [text, to]) => change(before, text, to), history);
const back = (history: History<string>): string[] =>
  history.past.length === 0 ? [] : [undo(history).present, ...back(undo(history))];

test("edits of one field undo together; another field or a pause starts a new undo step", () => {
  const history = typed(begin(""), ["h", "body"], ["hi", "body"], ["hi!", "name"], ["hi!!", "name"]);
  expect(back(history)).toEqual(["hi", ""]);
  expect(back(typed(settle(history), ["hi!!!", "name"]))).toEqual(["hi!!", "hi", ""]);
});

test("what stands for itself is undone by itself", () => {
  expect(back(typed(begin("0"), ["1", null], ["2", null]))).toEqual(["1", "0"]);
});

test("a change after an undo takes the place of what was undone", () => {
  const history = typed(undo(typed(begin("0"), ["1", null], ["2", null])), ["3", null]);
  expect(history.present).toBe("3");
  expect(redo(history).present).toBe("3");
  expect(back(history)).toEqual(["1", "0"]);
});

test("nothing to undo, nothing to redo: all stays as it is", () => {
  expect(undo(begin("0")).present).toBe("0");
  expect(redo(begin("0")).present).toBe("0");
});

test("undo takes back whatever was done, and redo does it again", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string(), fc.constantFrom("a", "b", null)), { maxLength: 30 }),
      fc.string(),
      (before, next) => {
        const history = typed(begin("start"), ...before);
        const done = change(settle(history), next, null);
        fc.pre(next !== history.present);
        expect(undo(done).present).toBe(history.present);
        expect(redo(undo(done)).present).toBe(next);
      },
    ),
  );
});

test("it reaches so far back, and not for ever", () => {
  const history = typed(begin("start"), ...Array.from({ length: 500 }, (_, at): [string, null] => [String(at), null]));
  expect(history.past).toHaveLength(200);
  expect(undo(history).present).toBe("498");
});
