export { ZoomInOutlined as default } from "../drawings.ts";
