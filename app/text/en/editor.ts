/** The editor of an automation's flow. */
export const editor = {
  title: "Edit automation",
};
