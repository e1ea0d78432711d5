/** The version of the automation file format. A new format gets a new number and is read beside this one. */
export const FILE_VERSION = 1;
