/** Publishing, versions and their differences. */
export const publish = {
  title: "Publish",
};
