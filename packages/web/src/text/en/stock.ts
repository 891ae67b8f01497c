/** Texts of the stock pages. */
export const stock = {};
