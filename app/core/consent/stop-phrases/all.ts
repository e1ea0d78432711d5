import { asianPhrases } from "./asian.ts";
import { englishPhrases } from "./english.ts";
import { frenchPhrases } from "./french.ts";
import { germanicPhrases } from "./germanic.ts";
import { iberianPhrases } from "./iberian.ts";
import { southernPhrases } from "./southern.ts";
import type { StopPhrase } from "./stop-phrase.ts";

/** The phrases of every language that opt out. */
export const stopPhrases: readonly StopPhrase[] = [
  ...englishPhrases,
  ...frenchPhrases,
  ...iberianPhrases,
  ...germanicPhrases,
  ...southernPhrases,
  ...asianPhrases,
];
