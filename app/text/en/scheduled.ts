/** What is due. */
export const scheduled = {
  title: "Scheduled",
};
