export { ZoomOutOutlined as default } from "../drawings.ts";
