/** Paths of custom fields and data, whose keys are only known at run time. */
const customKeyPatterns = [
  /^customer\.fields\.[a-z][a-z0-9_]*$/,
  /^order\.fields\.[A-Za-z0-9_ -]+$/,
  /^event\.data\.[A-Za-z0-9_.]+$/,
];

/** Whether a path is a custom key. */
export const isCustomKey = (path: string): boolean => customKeyPatterns.some((pattern) => pattern.test(path));
