/** The condition builder. */
export const conditions = {
  title: "Conditions",
};
