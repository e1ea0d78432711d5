/** What holds for the whole shop. */
export const settings = {
  title: "Settings",
};
