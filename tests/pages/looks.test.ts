import { test } from "vitest";
import { describeAtStand } from "./stand.ts";

describeAtStand("the pages", (stand) => {
  test.each(["/app", "/app/automations", "/app/activity", "/app/credits"])(
    "%s fits both widths and shuts nobody out",
    async (path) => {
      await stand().inspect(path, (app) => app.getByRole("heading", { level: 1 }).first().waitFor());
    },
  );
});
