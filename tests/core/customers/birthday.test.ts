import { expect, test } from "vitest";
import { readBirthday } from "#core/customers/birthday.ts";

test.each<[unknown, string | null]>([
  ["1990-03-14", "03-14"],
  ["--03-14", "03-14"],
  [" 03-14 ", "03-14"],
  ["1990-03-14T00:00:00Z", "03-14"],
  ["2001-02-29", "02-29"],
  ["02-29", "02-29"],
  ["02-30", null],
  ["13-01", null],
  ["00-10", null],
  ["06-00", null],
  ["06-31", null],
  ["3-14", null],
  ["03/14/1990", null],
  ["14 March", null],
  ["", null],
  [null, null],
  [314, null],
])("the birthday written %j is %j", (written, birthday) => {
  expect(readBirthday(written)).toBe(birthday);
});
