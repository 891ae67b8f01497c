export { InfoCircleFilled as default } from "../drawings.ts";
