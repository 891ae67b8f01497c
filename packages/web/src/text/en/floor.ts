/** Texts of the floor pages. */
export const floor = {};
