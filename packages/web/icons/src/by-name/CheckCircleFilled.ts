export { CheckCircleFilled as default } from "../drawings.ts";
