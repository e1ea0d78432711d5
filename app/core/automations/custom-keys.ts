/**
 * Keys under which a merchant, or a merchant's own systems, keep what is theirs: what they hold is known when it is
 * there.
 */
const ownKeys = [
  /^customer\.fields\.[a-z][a-z0-9_]*$/,
  /^order\.fields\.[A-Za-z0-9_ -]+$/,
  /^event\.data\.[A-Za-z0-9_.]+$/,
];

/** Whether a path may hold a value of the merchant's own making. */
export const isCustomKey = (path: string): boolean => ownKeys.some((pattern) => pattern.test(path));
