/** For operators. */
export const health = {
  title: "Health",
};
