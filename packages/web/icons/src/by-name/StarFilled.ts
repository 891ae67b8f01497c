export { StarFilled as default } from "../drawings.ts";
