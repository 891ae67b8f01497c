export { ExclamationCircleFilled as default } from "../drawings.ts";
