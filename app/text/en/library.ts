/** The ready-made automations. */
export const library = {
  title: "Library",
};
