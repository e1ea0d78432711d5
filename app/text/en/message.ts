/** The editor of a text. */
export const message = {
  title: "Text",
};
