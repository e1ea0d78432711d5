import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Projects whose files take longest come first, so that no worker ends with a long one while the others idle. */
const ORDER = ["pages", "shell", "services", "core", "processes"];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project }: TestSpecification) => ORDER.indexOf(project.name);
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
