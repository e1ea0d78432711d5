import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whenLeft } from "#components/automations/fields/when-left.ts";

let pressed: boolean;
let release: () => void;
beforeEach(() => {
  pressed = false;
  vi.useFakeTimers();
  vi.stubGlobal("document", { querySelector: () => (pressed ? {} : null) });
  vi.stubGlobal("addEventListener", (_type: string, listener: () => void) => (release = listener));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("what is wrong with a field that was left is told once it has been checked anew", () => {
  const show = vi.fn();
  whenLeft(show);
  vi.advanceTimersByTime(250);
  expect(show).not.toHaveBeenCalled();
  vi.advanceTimersByTime(50);
  expect(show).toHaveBeenCalledOnce();
});

test("nothing moves under a press, however long it lasts", () => {
  const show = vi.fn();
  pressed = true;
  whenLeft(show);
  vi.advanceTimersByTime(60_000);
  expect(show).not.toHaveBeenCalled();
  release();
  vi.advanceTimersByTime(300);
  expect(show).toHaveBeenCalledOnce();
});
