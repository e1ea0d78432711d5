/** Two-way conversations. */
export const inbox = {
  title: "Inbox",
};
