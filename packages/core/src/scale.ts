const toleranceG = 100; // packaging, and scales of the floor
const toleranceShare = 0.1;

/** Whether the scale agrees with what should be inside: within a tenth of it or 100 g. */
export const weightFits = (expectedG: number, weightG: number): boolean =>
  expectedG === 0 || Math.abs(weightG - expectedG) <= Math.max(toleranceG, expectedG * toleranceShare);
