export { CloseCircleFilled as default } from "../drawings.ts";
