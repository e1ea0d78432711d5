/** Writes the typed module of the app's GraphQL documents: run it after a change of a `.graphql` file. */
import { writeFileSync } from "node:fs";
import { generateDocuments, output } from "./documents/generate.ts";

writeFileSync(output, await generateDocuments());
