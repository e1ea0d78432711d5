/** Tasks and notifications. */
export const tasks = {
  title: "Tasks",
};
