/** With so many orders and parcels waiting to be shipped the demo company's customers pause: it would fill up without end. */
export const demoOpenMost = 400;
