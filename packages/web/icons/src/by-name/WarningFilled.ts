export { WarningFilled as default } from "../drawings.ts";
