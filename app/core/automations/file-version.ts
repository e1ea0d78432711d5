/** The form in which definitions are written to files. A later form has another number, and is read beside this one. */
export const FILE_VERSION = 1;
