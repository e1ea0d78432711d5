import type { Problem } from "../problem.ts";
import { readReply } from "./replies.ts";

/** The text-to-join keywords that mean something to the law or to the carriers already, such as stop or a slip of it. */
export const takenKeywords = (keywords: readonly string[]): Problem[] =>
  keywords.flatMap((keyword, at) =>
    readReply(keyword, { pendingOptIn: true }).means === "other"
      ? []
      : [
          {
            path: `textToJoin.keywords.${at}`,
            message: `“${keyword}” means something else in texts, such as stop or help; choose another word`,
          },
        ],
  );
