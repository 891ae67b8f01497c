export { FilterFilled as default } from "../drawings.ts";
